import fc from 'fast-check';
import { OUTCOMES, ROLES } from './people.ts';
import type { Outcome } from './people.ts';

/** One signal, and what the platform and time do after it. */
export interface Op {
  readonly what: What;
  readonly lead: 0 | 1;
  readonly who: string;
  readonly owner: string;
  readonly score: number;
  readonly minutes: number;
  readonly outcome: Outcome;
  readonly channel: string;
  /** Headroom is used up: the package defers. */
  readonly exhausted: boolean;
  readonly bus: Bus;
  readonly after: After;
  readonly wait: number;
}

export type What = (typeof WHATS)[number];
/** Pass: everything runs at its instant. Sleep: what waits is done, then ticks are lost. Hold: what waits goes on waiting too. */
export type After = (typeof AFTERS)[number];
/** How events that wait are delivered. Lost: one of those that something else makes up for never is. */
export type Bus = (typeof BUSES)[number];

export const SAVES = [
  'owner',
  'score',
  'save',
  'mql',
  'outbound',
  'intent',
  'noCall',
  'noMail',
  'group',
  'known'
] as const;
export const VERBS = ['accept', 'reject', 'undo', 'pause', 'resume', 'touch', 'dispose'] as const;
export const TASKS = ['verified', 'talked', 'claimed', 'social', 'sequence'] as const;
export const EMAILS = ['mail', 'reply'] as const;
export const LOSSES = ['recordDeleted', 'recordMoved'] as const;
export const ENDS = ['convert', 'merge', 'delete', 'undelete'] as const;
export const OTHERS = ['inbound', 'bulk', 'rollback', 'version', 'tick', 'hour', 'engine', 'restart', 'away'] as const;
export const WHATS = [...SAVES, ...VERBS, ...TASKS, ...EMAILS, ...LOSSES, ...ENDS, ...OTHERS, 'mass'] as const;
const AFTERS = ['pass', 'sleep', 'hold'] as const;
export const BUSES = ['inOrder', 'reversed', 'twice', 'lost'] as const;

/** How a lead of a sequence comes into the org. */
export interface First {
  readonly owner: string;
  readonly score: number;
  readonly outbound: boolean;
  readonly mql: boolean;
  readonly group: 'none' | 'in' | 'known';
  readonly how: 'save' | 'exhausted' | 'race';
}

export interface Sequence {
  readonly first: readonly First[];
  readonly ops: readonly Op[];
}

const sales = Object.keys(ROLES).slice(0, 4);
const people = fc.constantFrom('sam', 'sam', ...sales.filter((name) => !name.startsWith('#')));
const owners = fc.constantFrom('sam', 'sam', 'sam', ...sales, '#Nurture');
const scores = fc.constantFrom(50, 70, 85, 97);
const waits = fc.oneof(
  { arbitrary: fc.constantFrom(1, 2, 4, 6, 15, 31, 61), weight: 9 },
  { arbitrary: fc.constantFrom(130, 250, 400, 700), weight: 2 }
);
const often = <T>(usual: T, seldom: T): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: 5 }, { arbitrary: fc.constant(seldom), weight: 1 });

const whats: fc.Arbitrary<What> = fc.oneof(
  { arbitrary: fc.constantFrom<What>(...SAVES), weight: 10 },
  { arbitrary: fc.constantFrom<What>('owner', 'score', 'delete', 'undelete'), weight: 10 },
  { arbitrary: fc.constantFrom<What>(...VERBS), weight: 30 },
  { arbitrary: fc.constantFrom<What>(...TASKS, ...EMAILS), weight: 20 },
  { arbitrary: fc.constantFrom<What>(...LOSSES), weight: 8 },
  { arbitrary: fc.constantFrom<What>(...ENDS, ...OTHERS), weight: 18 },
  { arbitrary: fc.constantFrom<What>('engine', 'restart'), weight: 4 },
  { arbitrary: fc.constant<What>('mass'), weight: 1 }
);

const op: fc.Arbitrary<Op> = fc.record({
  what: whats,
  lead: fc.constantFrom<0 | 1>(0, 0, 1),
  who: people,
  owner: owners,
  score: scores,
  minutes: fc.constantFrom(5, 30, 200),
  outcome: fc.constantFrom(...(Object.keys(OUTCOMES) as Outcome[])),
  channel: fc.constantFrom('Call', 'Email', 'Meeting', 'Social', 'Other'),
  exhausted: often(false, true),
  bus: fc.oneof(
    { arbitrary: fc.constant<Bus>('inOrder'), weight: 4 },
    { arbitrary: fc.constantFrom(...BUSES), weight: 3 }
  ),
  after: fc.oneof(
    { arbitrary: fc.constant<After>('pass'), weight: 4 },
    { arbitrary: fc.constantFrom(...AFTERS), weight: 3 }
  ),
  wait: waits
});

const first: fc.Arbitrary<First> = fc.record({
  owner: owners,
  score: scores,
  outbound: often(false, true),
  mql: often(false, true),
  group: fc.constantFrom('none', 'none', 'none', 'in', 'known'),
  how: fc.constantFrom('save', 'save', 'exhausted', 'race')
});

export const sequences: fc.Arbitrary<Sequence> = fc.record({
  first: fc.tuple(first, first),
  ops: fc.array(op, { minLength: 1, maxLength: 20, size: 'max' })
});
