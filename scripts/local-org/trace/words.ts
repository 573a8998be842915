import type { LimitName } from '../contracts/transaction.ts';

/** A query of a page and more says no more than its beginning. */
const LONGEST = 240;

/** A statement in one line: without comments, and cut where it goes on and on. */
export function oneLine(text: string): string {
  const plain = text
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/\/\/[^\n]*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}...` : plain;
}

/** `1 record`, `2 records`. */
export function amount(count: unknown, one: string): string {
  return `${String(count)} ${one}${Number(count) === 1 ? '' : 's'}`;
}

/** `queryRows` as people say it: `query rows`. */
export function limitWords(name: LimitName): string {
  return name
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/\b(dml|cpu|soql)\b/g, (word) => word.toUpperCase());
}
