import { api } from 'lwc';
import type { VerbResult } from 'baton/views';
import decide from '@salesforce/apex/OversightController.decide';
import dispute from '@salesforce/apex/OversightController.dispute';
import excuse from '@salesforce/apex/OversightController.excuse';
import LeadForm from 'c/leadForm';
import type { Problems } from 'c/leadForm';
import { format } from 'c/clockTime';
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
import ExcuseIntro from '@salesforce/label/c.ExcuseIntro';
import ExcuseNote from '@salesforce/label/c.ExcuseNote';
import ExcuseWhy from '@salesforce/label/c.ExcuseWhy';
import Excusing from '@salesforce/label/c.Excusing';

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

/** A cause (or a decision) and a note of twenty characters: excuse, dispute, decide (product.md E6, ux.md 2.8). */
export default class ExcuseForm extends LeadForm {
  @api leadIds: string[] = [];
  /** Empty: the last breach of each lead. */
  @api clockIds: string[] = [];
  @api mode: Mode = 'excuse';

  readonly label = { ExcuseNote };
  readonly tooShort = format(ErrExcuseNote, NOTE_MIN);

  get words(): (typeof WORDS)[Mode] {
    return WORDS[this.mode];
  }

  get options(): readonly Option[] {
    return this.words.options;
  }

  get count(): string {
    return format(CountOfLeast, this.note.trim().length, NOTE_MIN);
  }

  protected check(): Problems {
    return {
      cause: this.choice ? '' : this.words.missing,
      note: this.note.trim().length < NOTE_MIN ? this.tooShort : ''
    };
  }

  protected async call(): Promise<VerbResult[]> {
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
}
