import { api } from 'lwc';
import type { DuplicateView, ReasonView, ReasonsView, VerbResult, VetoView } from 'baton/views';
import getReasons from '@salesforce/apex/LeadPanelController.getReasons';
import reject from '@salesforce/apex/LeadPanelController.reject';
import askVeto from '@salesforce/apex/LeadRequestController.askVeto';
import LeadForm from 'c/leadForm';
import type { Problems, Words } from 'c/leadForm';
import { format } from 'c/clockTime';
import BtnAskPerson from '@salesforce/label/c.BtnAskPerson';
import BtnHandOver from '@salesforce/label/c.BtnHandOver';
import BtnReject from '@salesforce/label/c.BtnReject';
import BtnRejectVeto from '@salesforce/label/c.BtnRejectVeto';
import ErrDuplicateWho from '@salesforce/label/c.ErrDuplicateWho';
import ErrNoteMissing from '@salesforce/label/c.ErrNoteMissing';
import ErrReasonMissing from '@salesforce/label/c.ErrReasonMissing';
import ErrVetoPermission from '@salesforce/label/c.ErrVetoPermission';
import RejectChoose from '@salesforce/label/c.RejectChoose';
import RejectContext from '@salesforce/label/c.RejectContext';
import RejectCount from '@salesforce/label/c.RejectCount';
import RejectHandOver from '@salesforce/label/c.RejectHandOver';
import RejectNext from '@salesforce/label/c.RejectNext';
import RejectNote from '@salesforce/label/c.RejectNote';
import RejectUndoHint from '@salesforce/label/c.RejectUndoHint';
import RejectWhy from '@salesforce/label/c.RejectWhy';
import Rejecting from '@salesforce/label/c.Rejecting';
import VetoBody from '@salesforce/label/c.VetoBody';
import VetoHolders from '@salesforce/label/c.VetoHolders';
import VetoRate from '@salesforce/label/c.VetoRate';
import VetoRateFew from '@salesforce/label/c.VetoRateFew';
import VetoRateHigh from '@salesforce/label/c.VetoRateHigh';
import VetoTitle from '@salesforce/label/c.VetoTitle';
import VetoWhy from '@salesforce/label/c.VetoWhy';

/** Reasons of the starter agreement that ask for more than a note. */
const DUPLICATE = 'DUPLICATE';
const WRONG_OWNER = 'WRONG_OWNER';

type Picker = HTMLElement & { readonly isSettled: boolean };

/** The one reject form, and the veto (ux.md 2.3, 2.4). */
export default class RejectForm extends LeadForm {
  @api recordId?: string;
  /** Code of the reason that is chosen from the start. */
  @api preset = '';

  view: ReasonsView | null = null;
  /** The lead that is the same person. */
  private other: DuplicateView | null = null;

  readonly label = { ErrNoteMissing, ErrReasonMissing, RejectChoose, RejectHandOver, RejectWhy, VetoBody };

  /** A wrong owner is mended, not rejected. */
  @api
  async submit(): Promise<void> {
    if (this.isWrongOwner && !this.saving) {
      this.switchTo('handOver');
    } else {
      await super.submit();
    }
  }

  get veto(): VetoView | null {
    return this.view?.veto ?? null;
  }

  get isVeto(): boolean {
    return this.veto?.isVeto === true;
  }

  get ready(): boolean {
    return this.view !== null;
  }

  get canSubmit(): boolean {
    return this.mayReject || this.asked !== '' || this.isWrongOwner;
  }

  get isDuplicate(): boolean {
    return this.choice === DUPLICATE;
  }

  get isWrongOwner(): boolean {
    return this.choice === WRONG_OWNER;
  }

  private get mayReject(): boolean {
    return !this.isVeto || this.veto?.allowed === true;
  }

  /** Who may veto where this person may not; empty where nobody can be asked. */
  private get asked(): string {
    return this.mayReject ? '' : (this.veto?.askName ?? '');
  }

  get context(): string {
    const view = this.view as ReasonsView;
    return format(RejectContext, view.company ?? '', view.score ?? '-', view.leadSource ?? '-');
  }

  get reasonOptions(): { label: string; value: string }[] {
    return (this.view?.reasons ?? []).map((reason) => ({
      label: reason.help ? `${reason.name} · ${reason.help}` : reason.name,
      value: reason.code
    }));
  }

  get reason(): ReasonView | undefined {
    return this.view?.reasons.find((reason) => reason.code === this.choice);
  }

  get showNote(): boolean {
    return !this.isWrongOwner && (this.isVeto || this.reason?.needsNote === true);
  }

  get noteLabel(): string {
    return this.isVeto ? VetoWhy : RejectNote;
  }

  get noteMinimum(): number {
    return Math.max(
      this.isVeto ? (this.veto?.minCharacters ?? 0) : 0,
      this.reason?.needsNote ? this.reason.noteMin : 0
    );
  }

  get noteCount(): string {
    return this.noteMinimum > 0 ? format(RejectCount, this.note.trim().length, this.noteMinimum) : '';
  }

  get vetoTitle(): string {
    return format(VetoTitle, this.veto?.score ?? '');
  }

  get vetoRate(): string {
    const veto = this.veto;
    if (!veto || !this.isVeto || !veto.allowed) {
      return '';
    }
    if (veto.rate == null) {
      return format(VetoRateFew, veto.vetoes, veto.decided);
    }
    const high = veto.rateMax != null && veto.rate >= veto.rateMax;
    return format(high ? VetoRateHigh : VetoRate, veto.vetoes, veto.decided, Math.round(veto.rate), veto.rateMax ?? '');
  }

  get vetoRefusal(): string {
    return this.mayReject
      ? ''
      : format(ErrVetoPermission, this.veto?.threshold ?? '', this.veto?.askName ?? VetoHolders);
  }

  get nextStep(): string {
    return this.reason?.nextStep && !this.isWrongOwner ? format(RejectNext, this.reason.nextStep) : '';
  }

  get undoHint(): string {
    return format(RejectUndoHint, this.view?.undoMinutes ?? 5);
  }

  protected get words(): Words {
    if (this.isWrongOwner) {
      return { submit: BtnHandOver, saving: BtnHandOver };
    }
    if (this.asked) {
      const ask = format(BtnAskPerson, this.asked);
      return { submit: ask, saving: ask };
    }
    return { submit: this.isVeto ? BtnRejectVeto : BtnReject, saving: Rejecting };
  }

  handlePick(event: CustomEvent<DuplicateView | null>): void {
    this.other = event.detail;
    this.clear('other');
  }

  protected choose(value: string, field: string): void {
    super.choose(value, field);
    this.other = null;
    this.tellReady();
  }

  protected async read(): Promise<void> {
    this.view = (await getReasons({ leadId: this.recordId })) as ReasonsView;
    if (this.view.reasons.some((reason) => reason.code === this.preset)) {
      this.choice = this.preset;
    }
  }

  protected check(): Problems {
    return {
      reason: this.choice ? '' : ErrReasonMissing,
      other: this.isDuplicate && (this.field('other') as Picker | null)?.isSettled !== true ? ErrDuplicateWho : '',
      note: this.noteProblem(this.showNote, this.noteMinimum)
    };
  }

  protected async call(): Promise<VerbResult> {
    const written = this.showNote ? this.note.trim() : '';
    if (this.asked) {
      return (await askVeto({ leadId: this.recordId, text: `${this.reason?.name ?? ''}: ${written}` })) as VerbResult;
    }
    const note = [written, this.isDuplicate ? this.other?.note : ''].filter(Boolean).join(' · ') || null;
    return (await reject({ leadId: this.recordId, reasonCode: this.choice, note })) as VerbResult;
  }
}
