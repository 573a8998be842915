import type { Members } from '../define.ts';

const HTML: readonly (readonly [string, string])[] = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;']
];

const LATIN = (
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute ' +
  'micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil ' +
  'Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute ' +
  'Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute ' +
  'icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'
).split(' ');

const entityOf = new Map(LATIN.map((name, i) => [String.fromCharCode(160 + i), `&${name};`]));
const charOf = new Map([
  ...LATIN.map((name, i) => [name, String.fromCharCode(160 + i)] as const),
  ['amp', '&'] as const,
  ['lt', '<'] as const,
  ['gt', '>'] as const,
  ['quot', '"'] as const,
  ['apos', "'"] as const
]);

function escapeMarkup(s: string): string {
  return HTML.reduce((text, [from, to]) => text.split(from).join(to), s);
}

/** Latin-1 by name; HTML 4 has more names (Greek, arrows), which the platform writes and this does not (assumed rare). */
function escapeHtml(s: string): string {
  return escapeMarkup(s).replace(/[\u00a0-\u00ff]/g, (c) => entityOf.get(c) ?? c);
}

function unescapeEntities(s: string): string {
  return s.replace(/&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(\w+));/g, (whole, dec?: string, hex?: string, name?: string) => {
    if (dec !== undefined) return String.fromCodePoint(Number(dec));
    if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
    return charOf.get(name ?? '') ?? whole;
  });
}

const JAVA: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\n': '\\n',
  '\t': '\\t',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\'
};

function unicode(c: string): string {
  return `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function escapeJava(s: string): string {
  return s.replace(/[\b\n\t\f\r"\\]|[^\x20-\x7e]/g, (c) => JAVA[c] ?? unicode(c));
}

function escapeScript(s: string): string {
  return s.replace(
    /[\b\n\t\f\r"\\'/]|[^\x20-\x7e]/g,
    (c) => JAVA[c] ?? (c === "'" || c === '/' ? `\\${c}` : unicode(c))
  );
}

const BACK: Readonly<Record<string, string>> = { b: '\b', n: '\n', t: '\t', f: '\f', r: '\r' };

function unescapeJava(s: string): string {
  return s.replace(/\\(?:u+([0-9a-fA-F]{4})|([0-7]{1,3})|(.))/gs, (_, hex?: string, octal?: string, c = '') => {
    if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
    return BACK[c as string] ?? (c as string);
  });
}

/** `String.escapeX` and `unescapeX`, as Apache Commons Lang does them. */
export const escapes: Members = {
  'String escapeCsv()': (_, s: string) => (/[",\r\n]/.test(s) ? `"${s.replace(/"/g, '""')}"` : s),
  'String unescapeCsv()': (_, s: string) => {
    const inner = s.slice(1, -1);
    return /^".*"$/s.test(s) && /[",\r\n]/.test(inner) ? inner.replace(/""/g, '"') : s;
  },
  'String escapeEcmaScript()': (_, s: string) => escapeScript(s),
  'String unescapeEcmaScript()': (_, s: string) => unescapeJava(s),
  'String escapeJava()': (_, s: string) => escapeJava(s),
  'String unescapeJava()': (_, s: string) => unescapeJava(s),
  'String escapeHtml3()': (_, s: string) => escapeHtml(s),
  'String escapeHtml4()': (_, s: string) => escapeHtml(s),
  'String unescapeHtml3()': (_, s: string) => unescapeEntities(s),
  'String unescapeHtml4()': (_, s: string) => unescapeEntities(s),
  'String escapeXml()': (_, s: string) => escapeMarkup(s).replace(/'/g, '&apos;'),
  'String unescapeXml()': (_, s: string) => unescapeEntities(s),
  // eslint-disable-next-line no-control-regex -- everything outside ASCII, whose control characters stay
  'String escapeUnicode()': (_, s: string) => s.replace(/[^\x00-\x7f]/g, unicode),
  'String unescapeUnicode()': (_, s: string) =>
    s.replace(/\\u+\+?([0-9a-fA-F]{4})/g, (_m, hex: string) => String.fromCharCode(parseInt(hex, 16)))
};
