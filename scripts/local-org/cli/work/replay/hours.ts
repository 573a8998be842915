import { toInstant, toLocal } from '../../../values/index.ts';
import type { Day, Delay } from './model.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** 1 January 1970 was a Thursday. */
const DAYS: readonly Day[] = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];

/** Milliseconds since midnight of `09:30`. */
export function timeOfDay(text: string): number {
  const [hours, minutes] = text.split(':').map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * MINUTE;
}

/** The instant so many milliseconds of working time after the start, in the zone of who works. */
export function afterWork(start: number, work: number, hours: Delay['hours'], zone: string): number {
  if (!hours) return start + work;
  const [opens, closes] = [timeOfDay(hours.from), timeOfDay(hours.to)];
  let left = work;
  let local = toLocal(zone, start);
  // A model without one open minute was refused by `checkHours`.
  for (;;) {
    const midnight = Math.floor(local / DAY) * DAY;
    const isOpen = hours.days.includes(DAYS[(((midnight / DAY) % 7) + 7) % 7] as Day);
    const from = Math.max(local, midnight + opens);
    const open = isOpen ? Math.max(0, midnight + closes - from) : 0;
    if (open > left || (open === left && open > 0)) return toInstant(zone, from + left);
    left -= open;
    local = midnight + DAY;
  }
}
