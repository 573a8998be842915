/** A clock of the reference model: what the product sheet says of it, without any of the package's code. Times in minutes. */
export interface Clock {
  readonly stage: Stage;
  readonly role: string;
  readonly cycle: number;
  state: 'Running' | 'Paused' | 'Met' | 'Met Late' | 'Missed' | 'Cancelled';
  level: number;
  readonly start: number;
  /** Instants of Yellow, Orange and Red. */
  instants: [number, number, number];
  line: Line;
  holder: string;
  /** Since when the holder has it. */
  since: number;
  stop: number | null;
  outcome: string | null;
  breached: boolean;
  decidedBy: string | null;
  undoUntil: number | null;
  /** When a reject takes effect; null when it did, or never will. */
  effectAt: number | null;
  rejected: boolean;
  pauses: { since: number; until: number }[];
  evidence: Proof[];
  converted: boolean;
}

export type Stage = 'Acceptance' | 'FirstContact';

export interface Line {
  readonly key: string;
  readonly stage: Stage;
  readonly yellow: number;
  readonly orange: number;
  readonly promise: number;
}

export interface Proof {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly verified: boolean;
}

/** One row of the ledger, as far as the model tells it. */
export interface Told {
  readonly type: string;
  readonly level: number | null;
  readonly at: number;
}

export const LEVELS = ['Green', 'Yellow', 'Orange', 'Red'] as const;
/** The agreement of the test: a short and a long line per stage, in calendar minutes. */
export const LINES: Readonly<Record<Stage, readonly [Line, Line]>> = {
  Acceptance: [
    { key: 'A1', stage: 'Acceptance', yellow: 5, orange: 15, promise: 60 },
    { key: 'A2', stage: 'Acceptance', yellow: 120, orange: 180, promise: 240 }
  ],
  FirstContact: [
    { key: 'C1', stage: 'FirstContact', yellow: 15, orange: 30, promise: 90 },
    { key: 'C2', stage: 'FirstContact', yellow: 100, orange: 200, promise: 300 }
  ]
};
export const HIGH_SCORE = 80;
export const UNDO_MINUTES = 5;
export const GRACE_MINUTES = 15;
export const MOST_PAUSES = 2;

export const isOpen = (clock: Clock): boolean => clock.state === 'Running' || clock.state === 'Paused';

export function lineFor(stage: Stage, score: number): Line {
  return LINES[stage][score > HIGH_SCORE ? 0 : 1];
}

export function instantsOf({ yellow, orange, promise }: Line, start: number): [number, number, number] {
  return [start + yellow, start + orange, start + promise];
}
