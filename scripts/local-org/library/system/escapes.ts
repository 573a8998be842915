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

/** The rest of HTML 4: Greek, arrows, mathematics, typography; each with its code in hexadecimal. */
const EXTENDED = (
  'OElig:152 oelig:153 Scaron:160 scaron:161 Yuml:178 fnof:192 circ:2c6 tilde:2dc Alpha:391 Beta:392 Gamma:393 ' +
  'Delta:394 Epsilon:395 Zeta:396 Eta:397 Theta:398 Iota:399 Kappa:39a Lambda:39b Mu:39c Nu:39d Xi:39e ' +
  'Omicron:39f Pi:3a0 Rho:3a1 Sigma:3a3 Tau:3a4 Upsilon:3a5 Phi:3a6 Chi:3a7 Psi:3a8 Omega:3a9 alpha:3b1 ' +
  'beta:3b2 gamma:3b3 delta:3b4 epsilon:3b5 zeta:3b6 eta:3b7 theta:3b8 iota:3b9 kappa:3ba lambda:3bb mu:3bc ' +
  'nu:3bd xi:3be omicron:3bf pi:3c0 rho:3c1 sigmaf:3c2 sigma:3c3 tau:3c4 upsilon:3c5 phi:3c6 chi:3c7 psi:3c8 ' +
  'omega:3c9 thetasym:3d1 upsih:3d2 piv:3d6 ensp:2002 emsp:2003 thinsp:2009 zwnj:200c zwj:200d lrm:200e ' +
  'rlm:200f ndash:2013 mdash:2014 lsquo:2018 rsquo:2019 sbquo:201a ldquo:201c rdquo:201d bdquo:201e dagger:2020 ' +
  'Dagger:2021 bull:2022 hellip:2026 permil:2030 prime:2032 Prime:2033 lsaquo:2039 rsaquo:203a oline:203e ' +
  'frasl:2044 euro:20ac image:2111 weierp:2118 real:211c trade:2122 alefsym:2135 larr:2190 uarr:2191 rarr:2192 ' +
  'darr:2193 harr:2194 crarr:21b5 lArr:21d0 uArr:21d1 rArr:21d2 dArr:21d3 hArr:21d4 forall:2200 part:2202 ' +
  'exist:2203 empty:2205 nabla:2207 isin:2208 notin:2209 ni:220b prod:220f sum:2211 minus:2212 lowast:2217 ' +
  'radic:221a prop:221d infin:221e ang:2220 and:2227 or:2228 cap:2229 cup:222a int:222b there4:2234 sim:223c ' +
  'cong:2245 asymp:2248 ne:2260 equiv:2261 le:2264 ge:2265 sub:2282 sup:2283 nsub:2284 sube:2286 supe:2287 ' +
  'oplus:2295 otimes:2297 perp:22a5 sdot:22c5 lceil:2308 rceil:2309 lfloor:230a rfloor:230b lang:2329 rang:232a ' +
  'loz:25ca spades:2660 clubs:2663 hearts:2665 diams:2666'
)
  .split(' ')
  .map((one) => one.split(':') as [string, string])
  .map(([name, code]) => [name, String.fromCharCode(parseInt(code, 16))] as const);

const entityOf = new Map(LATIN.map((name, i) => [String.fromCharCode(160 + i), `&${name};`]));
const extendedOf = new Map(EXTENDED.map(([name, c]) => [c, `&${name};`]));

const MARKUP = HTML.map(([c, text]) => [text.slice(1, -1), c] as const);
const LATIN_CHARS = LATIN.map((name, i) => [name, String.fromCharCode(160 + i)] as const);
const XML_CHARS = new Map([...MARKUP, ['apos', "'"] as const]);
const HTML3_CHARS = new Map([...MARKUP, ...LATIN_CHARS]);
const HTML4_CHARS = new Map([...HTML3_CHARS, ...EXTENDED]);

function escapeMarkup(s: string): string {
  return HTML.reduce((text, [from, to]) => text.split(from).join(to), s);
}

/** HTML 3 has names for Latin-1 only. */
function escapeHtml3(s: string): string {
  return escapeMarkup(s).replace(/[\u00a0-\u00ff]/g, (c) => entityOf.get(c) ?? c);
}

function escapeHtml4(s: string): string {
  return escapeHtml3(s).replace(/[^\0-\u00ff]/g, (c) => extendedOf.get(c) ?? c);
}

function unescapeEntities(s: string, known: ReadonlyMap<string, string>): string {
  return s.replace(/&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(\w+));/g, (whole, dec?: string, hex?: string, name?: string) => {
    if (dec !== undefined) return String.fromCodePoint(Number(dec));
    if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
    return known.get(name ?? '') ?? whole;
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
  'String escapeHtml3()': (_, s: string) => escapeHtml3(s),
  'String escapeHtml4()': (_, s: string) => escapeHtml4(s),
  'String unescapeHtml3()': (_, s: string) => unescapeEntities(s, HTML3_CHARS),
  'String unescapeHtml4()': (_, s: string) => unescapeEntities(s, HTML4_CHARS),
  'String escapeXml()': (_, s: string) => escapeMarkup(s).replace(/'/g, '&apos;'),
  'String unescapeXml()': (_, s: string) => unescapeEntities(s, XML_CHARS),
  // eslint-disable-next-line no-control-regex -- everything outside ASCII, whose control characters stay
  'String escapeUnicode()': (_, s: string) => s.replace(/[^\x00-\x7f]/g, unicode),
  'String unescapeUnicode()': (_, s: string) =>
    s.replace(/\\u+\+?([0-9a-fA-F]{4})/g, (_m, hex: string) => String.fromCharCode(parseInt(hex, 16)))
};
