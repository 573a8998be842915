/** How owners reached out to the leads of the days before today, and what came of it (ux.md 2.13). */
import { pick, u, z } from './random.ts';
import { OUTCOMES } from './tables.ts';
import type { Habit } from './tables.ts';

/** A call or an e-mail that the telephony recorded, or what a rep typed. */
export interface Activity {
  readonly at: number;
  readonly kind: 'call' | 'email' | 'typed';
  /** Of a call; from a minute on it is a conversation. */
  readonly seconds?: number;
  /** When it is written into the org, where that is later than it happened. */
  readonly syncedAt?: number;
}

export interface Story {
  readonly activities: readonly Activity[];
  readonly outcome: { readonly at: number; readonly reason: string } | null;
}

const MEDIAN_MINUTES: Readonly<Record<string, number>> = { 'Demo request': 9, 'Content download': 70, Event: 300 };
const OTHER_MEDIAN = 70;
const CONVERSATION = 60;
const MOST_ATTEMPTS = 5;
const OPEN_MINUTES_A_DAY = 540;

/** @param later so many open minutes of the owner after an instant; @param until nothing happens from then on */
export function story(
  i: number,
  habit: Habit,
  source: string,
  acceptedAt: number,
  later: (at: number, minutes: number) => number,
  until: number
): Story {
  const median = MEDIAN_MINUTES[source] ?? OTHER_MEDIAN;
  const first = later(acceptedAt, Math.max(1, Math.round(median * Math.exp(0.6 * z(i, 'contact')))));
  if (first >= until) return { activities: [], outcome: null };
  const activities = [contact(i, habit, first)];
  const talked = (activity: Activity): boolean => (activity.seconds ?? 0) >= CONVERSATION;
  const attempts = 1 + Math.floor(u(i, 'attempts') * MOST_ATTEMPTS);
  for (let n = 1; n < attempts && !talked(activities.at(-1) as Activity); n++) {
    const at = later((activities.at(-1) as Activity).at, Math.round(OPEN_MINUTES_A_DAY * (0.6 + u(i, `gap${n}`))));
    if (at >= until) break;
    activities.push(attempt(i, n, at));
  }
  const last = activities.at(-1) as Activity;
  if (!talked(last)) return { activities, outcome: null };
  const at = later(last.at, Math.round(30 + 400 * u(i, 'outcome')));
  return { activities, outcome: at < until ? { at, reason: pick(OUTCOMES, u(i, 'outcome reason')) } : null };
}

/** Some reps type what nothing proves. */
function contact(i: number, habit: Habit, at: number): Activity {
  if (u(i, 'proven') >= habit.proven) return { at, kind: 'typed' };
  return u(i, 'channel') < 0.65 ? call(i, 0, at) : { at, kind: 'email' };
}

function attempt(i: number, n: number, at: number): Activity {
  return n % 2 === 0 ? call(i, n, at) : { at, kind: 'email' };
}

function call(i: number, n: number, at: number): Activity {
  return { at, kind: 'call', seconds: Math.round(20 + 880 * u(i, `duration${n}`) ** 2) };
}
