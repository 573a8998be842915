import { to18 } from '../values/index.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const VALUE = new Int8Array(128).fill(-1);
for (let i = 0; i < 62; i++) VALUE[DIGITS.charCodeAt(i)] = i;

/**
 * Characters 4 to 8 of our ids, as the platform marks the instance of an org there: what tests make up from a prefix and
 * a number is no Id of a record. The seven after it are the counter, which so stays an exact number.
 */
const INSTANCE = 'B0000';
const COUNTER_START = 3 + INSTANCE.length;

/** The id of the n-th row of an object: its prefix and a base-62 counter. */
export function idOf(prefix: string, n: number): string {
  let digits = '';
  for (let rest = n; rest > 0; rest = Math.floor(rest / 62)) digits = DIGITS.charAt(rest % 62) + digits;
  return to18(prefix + INSTANCE + digits.padStart(15 - COUNTER_START, '0'));
}

/** The row number that one of our ids names; 0 when it cannot be ours. */
export function numberOf(prefix: string, id: string): number {
  if (id.length !== 18 || !id.startsWith(prefix) || !id.startsWith(INSTANCE, 3)) return 0;
  let n = 0;
  for (let i = COUNTER_START; i < 15; i++) {
    const digit = VALUE[id.charCodeAt(i)] ?? -1;
    if (digit < 0) return 0;
    n = n * 62 + digit;
  }
  return n;
}
