const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  "'": "'",
  '\\': '\\'
};

/** The value of a string literal's inside; the letters may be upper case. An escape that Apex does not know stays as it is: SOQL has some of its own. */
function unescape(inside: string): string {
  if (!inside.includes('\\')) return inside;
  return inside.replace(/\\(?:u([0-9a-f]{4})|(.))/gis, (whole, hex: string | undefined, letter: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
    return ESCAPES[(letter ?? '').toLowerCase()] ?? whole;
  });
}

/** `'text'`, or a multi-line `'''` string whose first line break does not belong to the value. */
export function stringValue(literal: string): string {
  if (literal.length >= 7 && literal.startsWith("'''")) return unescape(literal.slice(3, -3).replace(/^\r?\n/, ''));
  return unescape(literal.slice(1, -1));
}

/** Whether every escape of a literal is one of Apex. */
export function hasOnlyApexEscapes(literal: string): boolean {
  return !literal.includes('\\') || /^(?:[^\\]|\\[btnfr"'\\]|\\u[0-9a-f]{4})*$/is.test(literal);
}

/** The first escape that Apex does not know. The platform's message has its closing quote only (seen from its parser). */
export function unknownEscape(literal: string): string {
  return /\\(?![btnfr"'\\]|u[0-9a-f]{4})./is.exec(literal.replace(/\\\\/g, '  '))?.[0] ?? '';
}
