import { api } from 'lwc';
import checkDefinition from '@salesforce/apex/AgreementEditorController.checkDefinition';
import saveDefinition from '@salesforce/apex/AgreementEditorController.saveDefinition';
import type { DefinitionCheckView, DefinitionView } from 'baton/agreement';
import AgreementForm from 'c/agreementForm';
import { messageOf } from 'c/callError';
import { format } from 'c/clockTime';
import type { FieldEdit, FormField } from 'c/formFields';
import AgrErrSave from '@salesforce/label/c.AgrErrSave';
import DefinitionCheck from '@salesforce/label/c.DefinitionCheck';
import DefinitionChecked from '@salesforce/label/c.DefinitionChecked';
import DefinitionChecking from '@salesforce/label/c.DefinitionChecking';
import DefinitionConfidenceMin from '@salesforce/label/c.DefinitionConfidenceMin';
import DefinitionDomains from '@salesforce/label/c.DefinitionDomains';
import DefinitionEdge from '@salesforce/label/c.DefinitionEdge';
import DefinitionEngagementField from '@salesforce/label/c.DefinitionEngagementField';
import DefinitionEngagementMin from '@salesforce/label/c.DefinitionEngagementMin';
import DefinitionEntry from '@salesforce/label/c.DefinitionEntry';
import DefinitionExit from '@salesforce/label/c.DefinitionExit';
import DefinitionFieldHelp from '@salesforce/label/c.DefinitionFieldHelp';
import DefinitionFitMin from '@salesforce/label/c.DefinitionFitMin';
import DefinitionGeneral from '@salesforce/label/c.DefinitionGeneral';
import DefinitionIcpField from '@salesforce/label/c.DefinitionIcpField';
import DefinitionIcpValues from '@salesforce/label/c.DefinitionIcpValues';
import DefinitionIntentMin from '@salesforce/label/c.DefinitionIntentMin';
import DefinitionMail from '@salesforce/label/c.DefinitionMail';
import DefinitionMet from '@salesforce/label/c.DefinitionMet';
import DefinitionMissing from '@salesforce/label/c.DefinitionMissing';
import DefinitionNegative from '@salesforce/label/c.DefinitionNegative';
import DefinitionRequired from '@salesforce/label/c.DefinitionRequired';
import DefinitionScoreMin from '@salesforce/label/c.DefinitionScoreMin';
import DefinitionSet from '@salesforce/label/c.DefinitionSet';
import DefinitionShare from '@salesforce/label/c.DefinitionShare';
import DefinitionStage from '@salesforce/label/c.DefinitionStage';
import DefinitionTechField from '@salesforce/label/c.DefinitionTechField';
import DefinitionTechValues from '@salesforce/label/c.DefinitionTechValues';
import DefOpportunity from '@salesforce/label/c.DefOpportunity';

const STAGES = [
  { value: 'mql', label: 'MQL' },
  { value: 'sal', label: 'SAL' },
  { value: 'sql', label: 'SQL' },
  { value: 'opportunity', label: DefOpportunity },
  { value: 'general', label: DefinitionGeneral }
];
const EDGES = [
  { value: 'entry', label: DefinitionEntry },
  { value: 'exit', label: DefinitionExit }
];

/** One definition: what a lead has to have, tried on the last leads before it is saved (product.md A9). */
export default class DefinitionForm extends AgreementForm<DefinitionView> {
  checking = false;
  checked: DefinitionCheckView | null = null;
  readonly label = { DefinitionMissing };

  @api
  get definition(): DefinitionView {
    return this.draft;
  }
  set definition(definition: DefinitionView) {
    this.draft = { ...definition };
  }

  get isGeneral(): boolean {
    return this.draft.stage === 'general';
  }

  get isNew(): boolean {
    return !this.draft.stamp;
  }

  get placing(): FormField[] {
    const { stage, edge } = this.draft;
    const fields: FormField[] = [
      { name: 'stage', label: DefinitionStage, type: 'select', options: STAGES, value: stage, required: true }
    ];
    return this.isGeneral
      ? fields
      : [
          ...fields,
          { name: 'edge', label: DefinitionEdge, type: 'choice', options: EDGES, value: edge, required: true }
        ];
  }

  /** What belongs together stands side by side. */
  get pairs(): { key: string; fields: FormField[] }[] {
    const draft = this.draft;
    const number = (name: keyof DefinitionView, label: string): FormField => ({
      name,
      label,
      type: 'number',
      min: '0',
      value: draft[name]
    });
    const text = (name: keyof DefinitionView, label: string): FormField => ({ name, label, value: draft[name] });
    const field = (name: keyof DefinitionView, label: string): FormField => ({
      ...text(name, label),
      help: DefinitionFieldHelp
    });
    if (this.isGeneral) {
      return [{ key: 'share', fields: [number('maxFailurePercent', DefinitionShare)] }];
    }
    return [
      { key: 'score', fields: [number('score', DefinitionScoreMin), number('fit', DefinitionFitMin)] },
      {
        key: 'intent',
        fields: [number('intent', DefinitionIntentMin), number('confidence', DefinitionConfidenceMin)]
      },
      {
        key: 'engagement',
        fields: [field('engagementField', DefinitionEngagementField), number('engagementMin', DefinitionEngagementMin)]
      },
      { key: 'icp', fields: [field('icpField', DefinitionIcpField), text('icpValues', DefinitionIcpValues)] },
      {
        key: 'technographics',
        fields: [field('technographicsField', DefinitionTechField), text('technographicsValues', DefinitionTechValues)]
      }
    ];
  }

  get lists(): FormField[] {
    const draft = this.draft;
    const area = (name: string, label: string, value: unknown): FormField => ({ name, label, type: 'area', value });
    return this.isGeneral
      ? [
          { ...area('qualificationSet', DefinitionSet, draft.qualificationSet), help: DefinitionFieldHelp },
          area('freeMailDomains', DefinitionDomains, draft.freeMailDomains)
        ]
      : [
          { ...area('required', DefinitionRequired, draft.required), help: DefinitionFieldHelp },
          { name: 'businessEmail', label: DefinitionMail, type: 'checkbox', value: draft.businessEmail },
          area('negative', DefinitionNegative, draft.negative)
        ];
  }

  get checkLabel(): string {
    return this.checking ? DefinitionChecking : DefinitionCheck;
  }

  get verdict(): string {
    const checked = this.checked;
    if (!checked || checked.problem) {
      return '';
    }
    return this.isGeneral ? DefinitionChecked : format(DefinitionMet, checked.met, checked.total);
  }

  get problem(): string {
    return this.checked?.problem ?? '';
  }

  get missing(): { key: string; text: string }[] {
    return (this.checked?.missing ?? []).map((text, index) => ({ key: `lead-${index}`, text }));
  }

  handleEdit(event: CustomEvent<FieldEdit>): void {
    this.checked = null;
    super.handleEdit(event);
  }

  async handleCheck(): Promise<void> {
    this.checking = true;
    this.formError = '';
    try {
      const definition = JSON.stringify(this.toSave());
      this.checked = (await checkDefinition({ agreementId: this.agreementId, definition })) as DefinitionCheckView;
    } catch (error) {
      this.checked = null;
      this.formError = messageOf(error) || AgrErrSave;
    } finally {
      this.checking = false;
    }
  }

  protected toSave(): DefinitionView {
    return { ...this.draft, edge: this.isGeneral ? null : this.draft.edge };
  }

  protected save(definition: string): Promise<unknown> {
    return saveDefinition({ agreementId: this.agreementId, definition });
  }
}
