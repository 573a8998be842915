import { api } from 'lwc';
import type { OutcomeView, OutcomesView, VerbResult } from 'baton/views';
import dispose from '@salesforce/apex/LeadPanelController.dispose';
import getOutcomes from '@salesforce/apex/LeadPanelController.getOutcomes';
import LeadForm from 'c/leadForm';
import type { Problems, Words } from 'c/leadForm';
import { format } from 'c/clockTime';
import type { FieldEdit, FormField } from 'c/formFields';
import BtnSave from '@salesforce/label/c.BtnSave';
import ErrReasonMissing from '@salesforce/label/c.ErrReasonMissing';
import HelpOutcome from '@salesforce/label/c.HelpOutcome';
import OutcomeBackOn from '@salesforce/label/c.OutcomeBackOn';
import OutcomeClose from '@salesforce/label/c.OutcomeClose';
import OutcomeForward from '@salesforce/label/c.OutcomeForward';
import OutcomeLater from '@salesforce/label/c.OutcomeLater';
import OutcomeNote from '@salesforce/label/c.OutcomeNote';
import OutcomeWhat from '@salesforce/label/c.OutcomeWhat';
import QualificationMissing from '@salesforce/label/c.QualificationMissing';
import QualificationMissingOne from '@salesforce/label/c.QualificationMissingOne';
import RejectNext from '@salesforce/label/c.RejectNext';
import RejectUndoHint from '@salesforce/label/c.RejectUndoHint';
import Saving from '@salesforce/label/c.Saving';

interface Choice {
  readonly code: string;
  readonly name: string;
  readonly id: string;
  readonly checked: boolean;
  readonly isBlocked: boolean;
  readonly blocked: string;
}

const KINDS: readonly (readonly [OutcomeView['kind'], string])[] = [
  ['Forward', OutcomeForward],
  ['Later', OutcomeLater],
  ['Close', OutcomeClose]
];

/** What came of the contact (ux.md 2.5). */
export default class OutcomeForm extends LeadForm {
  @api recordId?: string;

  view: OutcomesView | null = null;
  backOn = '';
  /** What was typed of the facts for an AE, by field name. */
  qualification: Readonly<Record<string, string>> = {};

  readonly label = { HelpOutcome, OutcomeBackOn, OutcomeNote, OutcomeWhat };

  get groups(): { key: string; name: string; choices: Choice[] }[] {
    return KINDS.map(([kind, name]) => ({
      key: kind,
      name,
      choices: (this.view?.outcomes ?? [])
        .filter((outcome) => outcome.kind === kind)
        .map((outcome) => this.choiceOf(outcome))
    })).filter((group) => group.choices.length > 0);
  }

  get outcome(): OutcomeView | undefined {
    return this.view?.outcomes.find((outcome) => outcome.code === this.choice);
  }

  get showBackOn(): boolean {
    return Boolean(this.outcome?.backOn);
  }

  /** What an AE needs is asked for where the lead goes on, and nowhere else (H9). */
  get missingText(): string {
    const view = this.view;
    if (!view || view.missingCount === 0 || this.outcome?.kind !== 'Forward') {
      return '';
    }
    return view.missingCount === 1
      ? format(QualificationMissingOne, view.setSize)
      : format(QualificationMissing, view.missingCount, view.setSize);
  }

  get missing(): FormField[] {
    return (this.view?.missing ?? []).map((field) => ({ ...field, value: this.qualification[field.name] }));
  }

  get firstDay(): string {
    return this.view?.firstDay ?? '';
  }

  get lastDay(): string {
    return this.view?.lastDay ?? '';
  }

  get needsNote(): boolean {
    return this.outcome?.needsNote === true;
  }

  get nextStep(): string {
    return this.outcome?.nextStep ? format(RejectNext, this.outcome.nextStep) : '';
  }

  get undoHint(): string {
    return format(RejectUndoHint, this.view?.undoMinutes ?? 5);
  }

  get invalidText(): string {
    return String(Boolean(this.problems.reason));
  }

  get ready(): boolean {
    return this.view !== null;
  }

  handleOutcome(event: Event): void {
    this.choose((event.target as HTMLInputElement).value, 'reason');
    this.backOn = this.outcome?.backOn ?? '';
  }

  handleQualification(event: CustomEvent<FieldEdit>): void {
    const { name, value } = event.detail;
    this.qualification = { ...this.qualification, [name]: value == null ? '' : String(value) };
    this.clear('qualification');
  }

  handleBackOn(event: CustomEvent<{ value: string }>): void {
    this.backOn = event.detail.value ?? '';
  }

  protected get words(): Words {
    return { submit: BtnSave, saving: Saving };
  }

  protected async read(): Promise<void> {
    this.view = (await getOutcomes({ leadId: this.recordId })) as OutcomesView;
  }

  protected check(): Problems {
    return {
      reason: this.choice ? '' : ErrReasonMissing,
      note: this.noteProblem(this.needsNote, this.outcome?.noteMin ?? 0)
    };
  }

  protected isComplete(): boolean {
    return !this.showBackOn || this.field('backOn')?.reportValidity?.() !== false;
  }

  protected async call(): Promise<VerbResult> {
    return (await dispose({
      leadId: this.recordId,
      reasonCode: this.choice,
      note: this.note.trim() || null,
      backOn: this.showBackOn && this.backOn ? this.backOn : null,
      qualification: this.missingText ? this.filled() : null
    })) as VerbResult;
  }

  protected focusOn(name: string): void {
    if (name === 'reason') {
      this.template?.querySelector<HTMLElement>('input[name="outcome"]:not([disabled])')?.focus();
    } else {
      super.focusOn(name);
    }
  }

  private filled(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.qualification).filter(([, value]) => value !== ''));
  }

  private choiceOf(outcome: OutcomeView): Choice {
    return {
      code: outcome.code,
      name: outcome.name,
      id: `outcome-${outcome.code}`,
      checked: outcome.code === this.choice,
      isBlocked: Boolean(outcome.blocked),
      blocked: outcome.blocked ?? ''
    };
  }
}
