import type { ObjectKind } from '../contracts/schema.ts';
import { to18 } from '../values/index.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `a00` for custom objects, `e00` for events, `m00` for custom metadata and `x00` for external objects are the platform's; `s`, `h` are ours. */
const FIRST: Partial<Record<ObjectKind, string>> = {
  custom: 'a',
  customSetting: 'a',
  event: 'e',
  customMetadata: 'm',
  virtual: 'x',
  share: 's',
  history: 'h'
};

/** Gives out key prefixes in the order in which objects are declared. */
export class KeyPrefixes {
  private readonly used = new Map<string, number>();

  next(kind: ObjectKind): string {
    const first = FIRST[kind] ?? 'z';
    const n = this.used.get(first) ?? 0;
    this.used.set(first, n + 1);
    return `${first}${digit(Math.floor(n / 62))}${digit(n % 62)}`;
  }
}

function digit(n: number): string {
  return DIGITS.charAt(n % 62);
}

/** Ids of record types: the first is `012000000000001AAA`, after the master record type of every object. */
export function recordTypeIds(): () => string {
  let n = 0;
  return () => to18(`012${base62(++n).padStart(12, '0')}`);
}

export function base62(n: number): string {
  let text = '';
  let rest = n;
  do {
    text = digit(rest % 62) + text;
    rest = Math.floor(rest / 62);
  } while (rest > 0);
  return text;
}
