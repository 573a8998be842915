import { LightningElement, api } from 'lwc';
import type { VerbResult } from 'baton/views';
import decide from '@salesforce/apex/OversightController.decide';
import dispute from '@salesforce/apex/OversightController.dispute';
import excuse from '@salesforce/apex/OversightController.excuse';
import { messageOf } from 'c/callError';
import { format } from 'c/clockTime';
import BtnBack from '@salesforce/label/c.BtnBack';
import BtnDispute from '@salesforce/label/c.BtnDispute';
import BtnExcuse from '@salesforce/label/c.BtnExcuse';
import BtnSaveDecision from '@salesforce/label/c.BtnSaveDecision';
import CauseCalendar from '@salesforce/label/c.CauseCalendar';
import CauseData from '@salesforce/label/c.CauseData';
import CauseMarketing from '@salesforce/label/c.CauseMarketing';
import CauseRep from '@salesforce/label/c.CauseRep';
import CauseRouting from '@salesforce/label/c.CauseRouting';
import CauseSystem from '@salesforce/label/c.CauseSystem';
import CountOfLeast from '@salesforce/label/c.CountOfLeast';
import DecideAccept from '@salesforce/label/c.DecideAccept';
import DecideDecline from '@salesforce/label/c.DecideDecline';
import DecideIntro from '@salesforce/label/c.DecideIntro';
import DecideWhat from '@salesforce/label/c.DecideWhat';
import Deciding from '@salesforce/label/c.Deciding';
import DisputeIntro from '@salesforce/label/c.DisputeIntro';
import DisputeWhy from '@salesforce/label/c.DisputeWhy';
import Disputing from '@salesforce/label/c.Disputing';
import ErrCauseMissing from '@salesforce/label/c.ErrCauseMissing';
import ErrDecisionMissing from '@salesforce/label/c.ErrDecisionMissing';
import ErrExcuseNote from '@salesforce/label/c.ErrExcuseNote';
import ErrUnexpected from '@salesforce/label/c.ErrUnexpected';
import ExcuseIntro from '@salesforce/label/c.ExcuseIntro';
import ExcuseNote from '@salesforce/label/c.ExcuseNote';
import ExcuseWhy from '@salesforce/label/c.ExcuseWhy';
import Excusing from '@salesforce/label/c.Excusing';

type Field = HTMLElement & { setCustomValidity(message: string): void; reportValidity(): boolean };
type Mode = 'excuse' | 'dispute' | 'decide';
interface Option {
  readonly label: string;
  readonly value: string;
}

const NOTE_MIN = 20;
const CAUSES: readonly Option[] = [
  { label: CauseRep, value: 'Rep' },
  { label: CauseRouting, value: 'Routing' },
  { label: CauseSystem, value: 'System' },
  { label: CauseCalendar, value: 'Calendar' },
  { label: CauseData, value: 'Data' },
  { label: CauseMarketing, value: 'Marketing' }
];
const DECISIONS: readonly Option[] = [
  { label: DecideAccept, value: 'accept' },
  { label: DecideDecline, value: 'decline' }
];
const WORDS = {
  excuse: {
    intro: ExcuseIntro,
    question: ExcuseWhy,
    missing: ErrCauseMissing,
    submit: BtnExcuse,
    saving: Excusing,
    options: CAUSES
  },
  dispute: {
    intro: DisputeIntro,
    question: DisputeWhy,
    missing: ErrCauseMissing,
    submit: BtnDispute,
    saving: Disputing,
    options: CAUSES
  },
  decide: {
    intro: DecideIntro,
    question: DecideWhat,
    missing: ErrDecisionMissing,
    submit: BtnSaveDecision,
    saving: Deciding,
    options: DECISIONS
  }
} as const;

/**
 * A cause (or a decision) and a note of twenty characters: excuse, dispute, decide (product.md E6, ux.md 2.8). In a modal on
 * the desktop, inside the panel on the phone (`inline`). Fires `typed`, `saving`, `done` (detail: VerbResult[]) and `back`.
 */
export default class ExcuseForm extends LightningElement {
  @api leadIds: string[] = [];
  /** Empty: the last breach of each lead. */
  @api clockIds: string[] = [];
  @api mode: Mode = 'excuse';
  @api inline = false;

  choice = '';
  note = '';
  choiceError = '';
  noteError = '';
  formError = '';
  saving = false;

  readonly label = { BtnBack, ExcuseNote };
  readonly tooShort = format(ErrExcuseNote, NOTE_MIN);

  connectedCallback(): void {
    this.dispatchEvent(new CustomEvent('ready', { detail: { label: this.submitLabel } }));
  }

  /** What the person typed and would lose. */
  @api
  get hasTypedNote(): boolean {
    return this.note.trim() !== '';
  }

  /** Checks the form and sends it. Wrong input shows at its field and takes the focus. */
  @api
  async submit(): Promise<void> {
    if (this.saving) {
      return;
    }
    this.formError = '';
    this.showAt('choice', this.choice ? '' : this.words.missing);
    this.showAt('note', this.note.trim().length < NOTE_MIN ? this.tooShort : '');
    const wrong = this.choiceError ? 'choice' : this.noteError ? 'note' : '';
    if (wrong) {
      this.field(wrong)?.focus();
      return;
    }
    await this.send();
  }

  get words(): (typeof WORDS)[Mode] {
    return WORDS[this.mode];
  }

  get options(): readonly Option[] {
    return this.words.options;
  }

  get submitLabel(): string {
    return this.saving ? this.words.saving : this.words.submit;
  }

  get status(): string {
    return this.saving ? this.words.saving : '';
  }

  get count(): string {
    return format(CountOfLeast, this.note.trim().length, NOTE_MIN);
  }

  handleChoice(event: CustomEvent<{ value: string }>): void {
    this.choice = event.detail.value;
    this.showAt('choice', '');
  }

  handleNote(event: CustomEvent<{ value: string }>): void {
    this.note = event.detail.value ?? '';
    if (this.noteError) {
      this.showAt('note', '');
    }
    this.dispatchEvent(new CustomEvent('typed', { detail: this.hasTypedNote }));
  }

  handleSubmit(): void {
    void this.submit();
  }

  handleBack(): void {
    this.dispatchEvent(new CustomEvent('back'));
  }

  private async send(): Promise<void> {
    this.setSaving(true);
    try {
      this.finish(await this.call());
    } catch (error) {
      this.formError = messageOf(error) || format(ErrUnexpected, '');
    } finally {
      this.setSaving(false);
    }
  }

  private async call(): Promise<VerbResult[]> {
    const note = this.note;
    const one = { leadId: this.leadIds[0], clockId: this.clockIds[0] ?? null, note };
    switch (this.mode) {
      case 'dispute':
        return [(await dispute({ ...one, cause: this.choice })) as VerbResult];
      case 'decide':
        return [(await decide({ ...one, accepted: this.choice === 'accept' })) as VerbResult];
      default: {
        const clockIds = this.clockIds.length > 0 ? this.clockIds : null;
        return (await excuse({ leadIds: this.leadIds, clockIds, cause: this.choice, note })) as VerbResult[];
      }
    }
  }

  private finish(results: VerbResult[]): void {
    const [only] = results;
    if (results.length !== 1 || !only || only.ok) {
      this.dispatchEvent(new CustomEvent('done', { detail: results }));
      return;
    }
    if (only.field === 'note' || only.field === 'cause') {
      this.showAt(only.field === 'note' ? 'note' : 'choice', only.message ?? '');
    } else {
      this.formError = only.message ?? '';
    }
  }

  private setSaving(saving: boolean): void {
    this.saving = saving;
    this.dispatchEvent(new CustomEvent('saving', { detail: { saving, label: this.submitLabel } }));
  }

  private field(name: 'choice' | 'note'): Field | null {
    return this.template?.querySelector<Field>(`[data-field="${name}"]`) ?? null;
  }

  private showAt(name: 'choice' | 'note', message: string): void {
    if (name === 'note') {
      this.noteError = message;
    } else {
      this.choiceError = message;
    }
    this.field(name)?.setCustomValidity?.(message);
    this.field(name)?.reportValidity?.();
  }
}
