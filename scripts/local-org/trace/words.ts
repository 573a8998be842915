import type { LimitName } from '../contracts/transaction.ts';

/** A query of a page and more says no more than its beginning. */
const LONGEST = 240;

/** Of a long list of fields so much is told: what the query is of, and its conditions, say more. */
const LONGEST_LIST = 80;

/** A statement in one line: without comments, and cut where it goes on and on. */
export function oneLine(text: string): string {
  const plain = text
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/\/\/[^\n]*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain.length <= LONGEST) return plain;
  const from = fromOf(plain);
  const short = from > LONGEST_LIST ? `${plain.slice(0, LONGEST_LIST)}...${plain.slice(from)}` : plain;
  return short.length > LONGEST ? `${short.slice(0, LONGEST)}...` : short;
}

/** Where the FROM of a query begins that no bracket holds; -1 where there is none. */
function fromOf(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    else if (depth === 0 && / from /iy.test(text.slice(i, i + 6))) return i;
  }
  return -1;
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
