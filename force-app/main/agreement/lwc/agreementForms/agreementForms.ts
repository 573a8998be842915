import { LightningElement, api } from 'lwc';
import type { EditorOptionsView } from 'baton/agreement';
import { NO_OPTIONS } from 'c/agreementModel';
import BtnCancel from '@salesforce/label/c.BtnCancel';
import BtnSave from '@salesforce/label/c.BtnSave';

export type FormKind = 'line' | 'head' | 'terms' | 'reason' | 'commitment' | 'definition';

const FORMS = 'c-line-form, c-agreement-head-form, c-reason-form, c-commitment-form, c-definition-form';

interface Form extends HTMLElement {
  submit(): Promise<void>;
}

/**
 * The forms of the editor in their two hosts: a modal on the desktop, which draws the buttons, and inline on the phone
 * (`inline`). Fires `typed`, `saving` (boolean), `done` (EditResult) and `back`.
 */
export default class AgreementForms extends LightningElement {
  @api kind: FormKind = 'line';
  @api agreementId = '';
  @api calendar: string | null = null;
  @api options: EditorOptionsView = NO_OPTIONS;
  /** What the form edits: a LineView, HeadView, ReasonCodeView, CommitmentView or DefinitionView. */
  @api facts: unknown;
  @api inline = false;
  saving = false;
  readonly label = { BtnCancel, BtnSave };

  @api
  submit(): Promise<void> {
    const form = this.template?.querySelector<Form>(FORMS);
    return form?.submit() ?? Promise.resolve();
  }

  get isLine(): boolean {
    return this.kind === 'line';
  }

  get isHead(): boolean {
    return this.kind === 'head' || this.kind === 'terms';
  }

  get isTerms(): boolean {
    return this.kind === 'terms';
  }

  get isCommitment(): boolean {
    return this.kind === 'commitment';
  }

  get isReason(): boolean {
    return this.kind === 'reason';
  }

  get isDefinition(): boolean {
    return this.kind === 'definition';
  }

  handleSubmit(): void {
    void this.submit();
  }

  handleCancel(): void {
    this.dispatchEvent(new CustomEvent('back'));
  }

  handleSaving(event: CustomEvent<boolean>): void {
    this.saving = event.detail;
    this.dispatchEvent(new CustomEvent('saving', { detail: event.detail }));
  }

  handleTyped(): void {
    this.dispatchEvent(new CustomEvent('typed'));
  }

  handleDone(event: CustomEvent): void {
    this.dispatchEvent(new CustomEvent('done', { detail: event.detail }));
  }
}
