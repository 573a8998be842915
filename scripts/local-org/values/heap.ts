/** Where a transaction counts the space of its values. `values` knows no transaction, so the one that runs is set here. */
export interface HeapAccount {
  /** A text that an operation has made; `grown` when it was made longer and takes the place of its own beginning. */
  text(length: number, grown: boolean): void;
  /** A value that can be watched has grown by about so many bytes. */
  holds(value: object, bytes: number): void;
}

/** The account of the Apex that runs; null outside of Apex, where nothing is counted. */
export const heap: { account: HeapAccount | null } = { account: null };

/** Collections are counted at every so many members: a power of two, so that the test is one operation. */
export const COUNTED_EACH = 128;

/** Texts shorter than this are counted with what holds them, if at all. */
export const BIG_TEXT = 4_096;

/** Passes a text that a `+` has made; called by emitted code, and small so that it is inlined there. */
export function grown(text: string): string {
  if (text.length > BIG_TEXT) heap.account?.text(text.length, true);
  return text;
}

/** Passes what a member of the library has answered. */
export function madeText<T>(value: T): T {
  if (typeof value === 'string' && value.length > BIG_TEXT) heap.account?.text(value.length, false);
  return value;
}
