import { throwApex } from './exception.ts';

const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The three letters that tell which of the 15 characters are upper case. */
function suffixOf(id15: string): string {
  let suffix = '';
  for (let block = 0; block < 3; block++) {
    let bits = 0;
    for (let i = 0; i < 5; i++) {
      const c = id15.charCodeAt(block * 5 + i);
      if (c >= 65 && c <= 90) bits |= 1 << i;
    }
    suffix += SUFFIX.charAt(bits);
  }
  return suffix;
}

/** 15 or 18 characters, letters and digits only; of 18 the last three are letters of a suffix. */
export function isValidId(text: string): boolean {
  if (text.length === 15) return /^[A-Za-z0-9]{15}$/.test(text);
  if (text.length !== 18 || !/^[A-Za-z0-9]{18}$/.test(text)) return false;
  // A public suite that passes on the platform takes `000000000000000001` for an Id: a suffix of its letters is enough there.
  return [...text.slice(15).toUpperCase()].every((letter) => SUFFIX.includes(letter));
}

/** 18 characters in any case have their right case in the suffix; null when the suffix is none. */
export function restoreCase(text: string): string | null {
  let out = '';
  const suffix = text.slice(15).toUpperCase();
  for (let block = 0; block < 3; block++) {
    const bits = SUFFIX.indexOf(suffix.charAt(block));
    if (bits < 0) return null;
    for (let i = 0; i < 5; i++) {
      const c = text.charAt(block * 5 + i);
      const upper = (bits & (1 << i)) !== 0;
      if (upper && !/[A-Za-z]/.test(c)) return null;
      out += upper ? c.toUpperCase() : c.toLowerCase();
    }
  }
  return out + suffix;
}

export function to18(id: string): string {
  return id.length === 15 ? id + suffixOf(id) : id;
}

export function to15(id: string): string {
  return id.slice(0, 15);
}

/**
 * A String becoming an Id: 18 characters. A suffix that does not fit is taken as it is (R.apex and apex-rollup have such
 * Ids). Throws StringException `Invalid id: x`. */
export function toId(text: string): string {
  if (text.length === 18 && suffixOf(text) === text.slice(15)) return text;
  if (!/^(?:[A-Za-z0-9]{15}|[A-Za-z0-9]{18})$/.test(text)) throwApex('System.StringException', `Invalid id: ${text}`);
  return text.length === 15 ? to18(text) : (restoreCase(text) ?? text);
}

/** The Id, or null for text that is none. */
export function toIdOrNull(text: string): string | null {
  return isValidId(text) ? toId(text) : null;
}
