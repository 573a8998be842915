import { api } from 'lwc';
import type { PauseFormView, ReasonView, VerbResult } from 'baton/views';
import getPause from '@salesforce/apex/LeadPanelController.getPause';
import pause from '@salesforce/apex/LeadPanelController.pause';
import LeadForm from 'c/leadForm';
import type { Problems, Words } from 'c/leadForm';
import { format, instantText, serverTime, toMillis } from 'c/clockTime';
import BtnPause from '@salesforce/label/c.BtnPause';
import ErrReasonMissing from '@salesforce/label/c.ErrReasonMissing';
import ErrUntilMissing from '@salesforce/label/c.ErrUntilMissing';
import ErrUntilRange from '@salesforce/label/c.ErrUntilRange';
import OutcomeNote from '@salesforce/label/c.OutcomeNote';
import PauseLatest from '@salesforce/label/c.PauseLatest';
import PauseUntilLabel from '@salesforce/label/c.PauseUntilLabel';
import PauseWhy from '@salesforce/label/c.PauseWhy';
import Pausing from '@salesforce/label/c.Pausing';
import RejectChoose from '@salesforce/label/c.RejectChoose';

/** The pause form: reason and end. */
export default class PauseForm extends LeadForm {
  @api recordId?: string;

  view: PauseFormView | null = null;
  until = '';

  readonly label = { ErrReasonMissing, OutcomeNote, PauseUntilLabel, PauseWhy, RejectChoose };

  get options(): { label: string; value: string }[] {
    return (this.view?.reasons ?? []).map((reason) => ({ label: reason.name, value: reason.code }));
  }

  get reason(): ReasonView | undefined {
    return this.view?.reasons.find((reason) => reason.code === this.choice);
  }

  get latest(): string {
    return this.view?.latest ? instantText(this.view.latest, serverTime()) : '';
  }

  get latestText(): string {
    return this.latest ? format(PauseLatest, this.latest) : '';
  }

  get needsNote(): boolean {
    return this.reason?.needsNote === true;
  }

  get ready(): boolean {
    return this.view !== null;
  }

  handleUntil(event: CustomEvent<{ value: string }>): void {
    this.until = event.detail.value ?? '';
    this.clear('until');
  }

  protected get words(): Words {
    return { submit: BtnPause, saving: Pausing };
  }

  protected async read(): Promise<void> {
    this.view = (await getPause({ leadId: this.recordId })) as PauseFormView;
  }

  protected check(): Problems {
    return {
      reason: this.choice ? '' : ErrReasonMissing,
      until: this.untilProblem(),
      note: this.noteProblem(this.needsNote, this.reason?.noteMin ?? 0)
    };
  }

  protected async call(): Promise<VerbResult> {
    const note = this.note.trim() || null;
    return (await pause({ leadId: this.recordId, reasonCode: this.choice, note, until: this.until })) as VerbResult;
  }

  private untilProblem(): string {
    if (!this.until) {
      return ErrUntilMissing;
    }
    const end = toMillis(this.until);
    const fits = end > serverTime() && (!this.view?.latest || end <= toMillis(this.view.latest));
    return fits ? '' : format(ErrUntilRange, this.latest);
  }
}
