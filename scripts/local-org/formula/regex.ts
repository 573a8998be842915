import { UnsupportedByLocalOrg } from '../contracts/diagnostics.ts';

/** Constructs that mean the same in Java and JavaScript, or are rewritten below; anything else is refused. */
const ATOM =
  /\\[dDwWbB.\\/*+?()[\]{}|^$\-,;:"'@#%&=<>!~_ ]|\\[tnrfv0]|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\[sShAZz]|\(\?[:=!]|\(\?<[=!]|\((?!\?)|[^\\()[\]]|\)/y;
const REWRITTEN: Readonly<Record<string, string>> = {
  '\\s': '[ \\t\\n\\x0B\\f\\r]',
  '\\S': '[^ \\t\\n\\x0B\\f\\r]',
  '\\h': '[ \\t\\xA0]',
  '\\A': '^',
  '\\z': '$',
  '\\Z': '(?=\\n?$)'
};
const CLASS_REWRITTEN: Readonly<Record<string, string>> = { '\\s': ' \\t\\n\\x0B\\f\\r', '\\h': ' \\t\\xA0' };
const CLASS = /\[\^?\]?(?:\\.|[^\]\\[&]|&(?!&))*\]/y;
const POSSESSIVE = /(?:[*+?]|\{\d+(?:,\d*)?\})\+/y;

function at(pattern: RegExp, text: string, index: number): string | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0];
}

function translate(java: string): string {
  let out = '';
  for (let i = 0; i < java.length; ) {
    const piece = java[i] === '[' ? at(CLASS, java, i) : at(POSSESSIVE, java, i) ? undefined : at(ATOM, java, i);
    if (piece === undefined) throw new UnsupportedByLocalOrg(`the regular expression ${java} (at "${java.slice(i, i + 8)}")`);
    out += piece.startsWith('[') ? translateClass(java, piece) : (REWRITTEN[piece] ?? piece);
    i += piece.length;
  }
  return out;
}

function translateClass(java: string, piece: string): string {
  return piece.replace(/\\(.)/g, (escape: string, letter: string) => {
    if (/[SpPQEGXRNkHVDW]/.test(letter) && letter !== 'D' && letter !== 'W') {
      throw new UnsupportedByLocalOrg(`the regular expression ${java} (at "${escape}")`);
    }
    return CLASS_REWRITTEN[escape] ?? escape;
  });
}

const cache = new Map<string, RegExp>();

/** REGEX matches the whole text. Java constructs without an equal in JavaScript are refused by name. */
export function javaRegex(java: string): RegExp {
  const known = cache.get(java);
  if (known) return known;
  const ignoreCase = java.startsWith('(?i)');
  const regex = new RegExp(`^(?:${translate(ignoreCase ? java.slice(4) : java)})$`, ignoreCase ? 'i' : '');
  cache.set(java, regex);
  return regex;
}
