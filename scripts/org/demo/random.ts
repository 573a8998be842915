/**
 * Everything in the demo data is a function of a row number, never of chance or of the machine's date (ux.md 2.13):
 * one key per attribute, so that adding an attribute moves no other.
 */

/** FNV-1a, 32 bit. */
export function fnv1a32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** A number from 0 (included) to 1 (excluded) for row `i` and attribute `key`. */
export function u(i: number, key: string): number {
  return fnv1a32(`baton-demo|${i}|${key}`) / 2 ** 32;
}

/** Walks cumulative shares. */
export function pick<T>(table: readonly (readonly [T, number])[], value: number): T {
  const total = table.reduce((sum, [, share]) => sum + share, 0);
  let left = value * total;
  for (const [item, share] of table) {
    left -= share;
    if (left < 0) return item;
  }
  const last = table.at(-1);
  if (!last) throw new Error('pick: the table is empty');
  return last[0];
}

/** Standard normal from two attributes (Box-Muller). */
export function z(i: number, key: string): number {
  const radius = Math.sqrt(-2 * Math.log(1 - u(i, `${key}:r`)));
  return radius * Math.cos(2 * Math.PI * u(i, `${key}:a`));
}
