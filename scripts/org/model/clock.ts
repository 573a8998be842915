/** A clock of the reference model: what the product sheet says of it, without any of the package's code. Times in minutes. */
export interface Clock {
  readonly stage: Stage;
  readonly role: string;
  readonly cycle: number;
  state: 'Waiting' | 'Running' | 'Paused' | 'Met' | 'Met Late' | 'Missed' | 'Cancelled';
  level: number;
  start: number;
  /** Instants of Yellow, Orange and Red; null where the line has none. */
  instants: Instants;
  line: Line;
  /** Version of the agreement that it was born under (A2). */
  readonly version: number;
  holder: string;
  /** Since when the holder has it. */
  since: number;
  stop: number | null;
  outcome: string | null;
  breached: boolean;
  decidedBy: string | null;
  undoUntil: number | null;
  /** When a decision takes effect on the lead; null when it did, or never will. */
  effectAt: number | null;
  /** Where the decision sends the lead; null when it stays. */
  effectQueue: string | null;
  pauses: Pause[];
  evidence: Proof[];
  /** Why it started, where that decides something later. */
  why: 'LeftOutside' | 'ContactMade' | 'OutcomeLogged' | null;
  /** Why it ended without an answer. */
  ended: string | null;
  /** Acceptance: the contact that accepted by itself. */
  acceptedBy: string | null;
  /** Who had pressed Accept, too late, before such a contact came to be known. */
  lateAccept: { readonly stop: number; readonly decidedBy: string | null } | null;
  /** Return: the assignment. */
  readonly born: number;
  /** Acceptance: it waited for a buying group, and what starts with it waits too. */
  readonly awaited: boolean;
  /** It carries what the lead was converted to. */
  converted: boolean;
}

export interface Pause {
  readonly since: number;
  until: number;
  readonly away?: true;
  /** When it would have ended, where the clock stopped before. */
  planned?: number;
}

export const STAGES = [
  'Acceptance',
  'FirstContact',
  'FollowUp',
  'Return',
  'Disposition',
  'Delivery',
  'IntentData'
] as const;
export type Stage = (typeof STAGES)[number];
export type Instants = readonly [number | null, number | null, number];

export interface Line {
  readonly key: string;
  readonly stage: Stage;
  readonly yellow: number | null;
  readonly orange: number | null;
  readonly promise: number;
  /** Which leads it is for; every lead when left out. */
  readonly only?: 'group' | 'high';
}

export interface Proof {
  readonly id: string;
  readonly at: number;
  readonly by: string | null;
  readonly grade: 'Verified' | 'Claimed' | 'Automated';
  readonly channel: string;
  /** The lead took part. */
  readonly twoWay: boolean;
  /** The lead wrote by itself. */
  readonly inbound: boolean;
}

/** One row of the ledger, as far as the model tells it. */
export interface Told {
  readonly type: string;
  readonly level: number | null;
  readonly at: number;
}

export const LEVELS = ['Green', 'Yellow', 'Orange', 'Red'] as const;
export const VERSIONS = [1, 2] as const;
export const HIGH_SCORE = 80;
export const UNDO_MINUTES = 5;
export const GRACE_MINUTES = 15;
export const MOST_PAUSES = 2;
/** Follow-up: what the lines agree. */
export const ATTEMPTS = 3;
export const CHANNELS = 2;
/** People of a buying group that Acceptance waits for, and minutes that it waits at most. */
export const COMMITTEE = 2;
export const COMMITTEE_MINUTES = 1440;

const line = (
  key: string,
  stage: Stage,
  instants: readonly [number | null, number | null, number],
  only?: 'group' | 'high'
): Line => ({
  key,
  stage,
  yellow: instants[0],
  orange: instants[1],
  promise: instants[2],
  ...(only ? { only } : {})
});

/** The agreement of the test in its two versions, in calendar minutes; the first line that a lead meets is its own. */
export const LINES: Readonly<Record<number, readonly Line[]>> = {
  1: [
    line('A0', 'Acceptance', [10, 20, 45], 'group'),
    line('A1', 'Acceptance', [5, 15, 60], 'high'),
    line('A2', 'Acceptance', [120, 180, 240]),
    line('C1', 'FirstContact', [15, 30, 90], 'high'),
    line('C2', 'FirstContact', [100, 200, 300]),
    line('F1', 'FollowUp', [60, null, 150], 'high'),
    line('F2', 'FollowUp', [200, 300, 400]),
    line('R1', 'Return', [null, null, 600]),
    line('D1', 'Disposition', [100, null, 180]),
    line('M1', 'Delivery', [45, null, 60]),
    line('I1', 'IntentData', [150, null, 240])
  ],
  2: [
    line('A3', 'Acceptance', [7, 14, 30], 'high'),
    line('A4', 'Acceptance', [50, 70, 100]),
    line('C3', 'FirstContact', [40, 60, 80]),
    line('F3', 'FollowUp', [30, 60, 120]),
    line('R2', 'Return', [null, null, 300]),
    line('D2', 'Disposition', [30, null, 60]),
    line('M2', 'Delivery', [20, null, 30]),
    line('I2', 'IntentData', [30, null, 60])
  ]
};

export const isOpen = ({ state }: Clock): boolean => state === 'Waiting' || state === 'Running' || state === 'Paused';

export function instantsOf({ yellow, orange, promise }: Line, start: number): Instants {
  return [yellow === null ? null : start + yellow, orange === null ? null : start + orange, start + promise];
}

/** A pause counted until one instant and counts until the other: what was to come when it began moves (C4). */
export function move(clock: Clock, pause: Pause, counted: number, counts: number): void {
  // Before it counted it lost nothing.
  const since = Math.max(pause.since, clock.start);
  const by = Math.max(counts, since) - Math.max(counted, since);
  const one = <T extends number | null>(at: T): T => (at === null || at <= since ? at : ((at + by) as T));
  clock.instants = [one(clock.instants[0]), one(clock.instants[1]), one(clock.instants[2])];
}

/** The clock stopped then: no pause counts beyond it, in whatever order both came to be known. */
export function cut(clock: Clock, at: number): void {
  whole(clock);
  const last = clock.pauses.at(-1);
  if (clock.state === 'Paused' && last) move(clock, last, last.since, last.until);
  if (clock.state === 'Paused') clock.state = 'Running';
  for (const pause of [...clock.pauses].reverse()) {
    if (pause.until <= at) break;
    const ended = Math.max(pause.since, at);
    move(clock, pause, pause.until, ended);
    pause.planned = pause.until;
    pause.until = ended;
  }
}

/** The stop is taken back; a pause that is not over by then goes on. */
export function restore(clock: Clock, at: number): void {
  whole(clock);
  const last = clock.pauses.at(-1);
  if (!last || last.until <= at) return;
  move(clock, last, last.until, last.since);
  clock.state = 'Paused';
}

function whole(clock: Clock): void {
  for (const pause of clock.pauses) {
    if (pause.planned === undefined) continue;
    move(clock, pause, pause.until, pause.planned);
    pause.until = pause.planned;
    delete pause.planned;
  }
}
