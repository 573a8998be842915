import { LightningElement, api } from 'lwc';
import { format, instantText, levelAt, serverTime, toMillis } from 'c/clockTime';
import type { Instant, Level } from 'c/clockTime';
import LevelGreen from '@salesforce/label/c.LevelGreen';
import LevelYellow from '@salesforce/label/c.LevelYellow';
import LevelOrange from '@salesforce/label/c.LevelOrange';
import LevelRed from '@salesforce/label/c.LevelRed';
import StateMet from '@salesforce/label/c.StateMet';
import StateMetLate from '@salesforce/label/c.StateMetLate';
import StateMissed from '@salesforce/label/c.StateMissed';
import StatePaused from '@salesforce/label/c.StatePaused';
import StateWaiting from '@salesforce/label/c.StateWaiting';
import StateCancelled from '@salesforce/label/c.StateCancelled';
import StateNone from '@salesforce/label/c.StateNone';
import StateConverted from '@salesforce/label/c.StateConverted';
import StateRejected from '@salesforce/label/c.StateRejected';
import StateFailed from '@salesforce/label/c.StateFailed';
import StateStartsAt from '@salesforce/label/c.StateStartsAt';
import StateResumesAt from '@salesforce/label/c.StateResumesAt';

interface Look {
  readonly word: string;
  readonly icon: string;
  readonly css: string;
}

/** Word, icon and colours of each level: told apart in grey by weight, icon and word (ux.md 2.1 "Levels"). */
const LEVELS: Readonly<Record<Level, Look>> = {
  Green: { word: LevelGreen, icon: 'utility:clock', css: 'chip-green' },
  Yellow: { word: LevelYellow, icon: 'utility:warning', css: 'chip-yellow' },
  Orange: { word: LevelOrange, icon: 'utility:announcement', css: 'chip-orange' },
  Red: { word: LevelRed, icon: 'utility:error', css: 'chip-red' }
};

const STATES: Readonly<Record<string, Look>> = {
  Met: { word: StateMet, icon: 'utility:success', css: 'chip-met' },
  'Met Late': { word: StateMetLate, icon: 'utility:check', css: 'chip-missed' },
  Missed: { word: StateMissed, icon: 'utility:error', css: 'chip-missed' },
  Paused: { word: StatePaused, icon: 'utility:pause', css: 'chip-paused' },
  Waiting: { word: StateWaiting, icon: 'utility:hourglass', css: 'chip-waiting' },
  Cancelled: { word: StateCancelled, icon: 'utility:ban', css: 'chip-cancelled' },
  Rejected: { word: StateRejected, icon: 'utility:ban', css: 'chip-cancelled' },
  Converted: { word: StateConverted, icon: 'utility:success', css: 'chip-met' },
  Failed: { word: StateFailed, icon: 'utility:warning', css: 'chip-yellow' },
  None: { word: StateNone, icon: 'utility:dash', css: 'chip-none' }
};

function unknownState(word: string): Look {
  return { word, icon: 'utility:dash', css: 'chip-none' };
}

/** One chip for one clock, the same on panel, queue, board and list: icon and word. Numbers stand beside it. */
export default class ClockChip extends LightningElement {
  /** State as stored (`Running`, `Met Late`, ...) or derived (`Rejected`, `Converted`, `None`, `Failed`). */
  @api state?: string;
  /** Level as the screen computed it; without it the chip computes it from `dueAt`. */
  @api level?: Level;
  @api dueAt?: Instant;
  /** Set while the clock has not begun to count: out of hours. */
  @api startsAt?: Instant;
  /** Out of hours: it had been counting before, so it resumes. */
  @api resumes = false;
  @api stoppedAt?: Instant;
  @api serverNow?: Instant;

  get now(): number {
    return this.serverNow == null ? serverTime() : toMillis(this.serverNow);
  }

  get look(): Look {
    const state = this.state ?? 'None';
    if (state === 'OutOfHours' && this.startsAt != null && toMillis(this.startsAt) > this.now) {
      const label = this.resumes ? StateResumesAt : StateStartsAt;
      return { word: format(label, instantText(this.startsAt, this.now)), icon: 'utility:away', css: 'chip-away' };
    }
    if (state !== 'Running' && state !== 'OutOfHours') {
      return STATES[state] ?? unknownState(state);
    }
    return LEVELS[this.level ?? levelAt({ dueAt: this.dueAt }, this.now)];
  }

  get word(): string {
    return this.look.word;
  }

  get icon(): string {
    return this.look.icon;
  }

  /** On the filled chips (Orange, Red) the icon is light like the text. */
  get iconVariant(): string {
    return this.look.css === 'chip-orange' || this.look.css === 'chip-red' ? 'inverse' : '';
  }

  get chipClass(): string {
    return `chip ${this.look.css}`;
  }
}
