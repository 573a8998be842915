import { UnsupportedByLocalOrg } from '../contracts/diagnostics.ts';
import { queryError } from './errors.ts';

/** One object behind RETURNING. */
export interface Returning {
  readonly object: string;
  /** Selected fields as written; `Id` when none are named. */
  readonly fields: string;
  /** WHERE, ORDER BY, LIMIT and OFFSET as written, each possibly empty. */
  readonly where: string;
  readonly rest: string;
}

export type SearchGroup = 'ALL' | 'NAME' | 'EMAIL' | 'PHONE' | 'SIDEBAR';

export interface SearchText {
  /** The search expression, or the text of a bind after a colon. */
  readonly find: { readonly bind: string } | { readonly text: string };
  readonly group: SearchGroup;
  readonly returning: readonly Returning[];
  /** A number, or the text of a bind. */
  readonly limit?: number | { readonly bind: string };
  /** `WITH USER_MODE` or `WITH SYSTEM_MODE`. */
  readonly mode?: 'USER_MODE' | 'SYSTEM_MODE';
}

const HEAD =
  /^\s*FIND\s*(?:\{((?:[^}\\]|\\.)*)\}|'((?:[^'\\]|\\.)*)'|:\s*([\w.]+))\s*(?:IN\s+(ALL|NAME|EMAIL|PHONE|SIDEBAR)\s+FIELDS)?\s*/i;

/** Reads a SOSL query (SOSL Reference: SOSL Syntax). Throws QueryException, or UnsupportedByLocalOrg for WITH and UPDATE. */
export function parseSosl(text: string): SearchText {
  const head = HEAD.exec(text);
  if (!head) throw queryError(`unexpected token: '${text.trim().split(/\s+/)[0] ?? ''}'`);
  const [whole, braces, quoted, bind, group] = head;
  const find = bind === undefined ? { text: unescape(braces ?? quoted ?? '') } : { bind };
  const tail = text.slice(whole.length);
  const returning = /^RETURNING\s+/i.exec(tail);
  if (!returning) throw new UnsupportedByLocalOrg('SOSL without RETURNING');
  const { items, after } = splitReturning(tail.slice(returning[0].length));
  const { mode, rest } = accessMode(withoutPresentation(after.trim()));
  const limit = /^LIMIT\s+(?:(\d+)|:\s*([\w.]+))$/i.exec(rest);
  if (rest !== '' && !limit) throw new UnsupportedByLocalOrg(`SOSL clause ${rest}`);
  return {
    find,
    group: (group?.toUpperCase() ?? 'ALL') as SearchGroup,
    returning: items.map(parseReturning),
    ...(mode ? { mode } : {}),
    ...(limit ? { limit: limit[2] === undefined ? Number(limit[1]) : { bind: limit[2] } } : {})
  };
}

/** Clauses that mark words, count views or mend spelling, and change no record that is found (SOSL Reference). */
const PRESENTATION =
  /\bWITH\s+(?:HIGHLIGHT|SPELL_CORRECTION\s*=\s*(?:true|false)|SNIPPET(?:\s*\([^)]*\))?)|\bUPDATE\s+(?:TRACKING|VIEWSTAT)(?:\s*,\s*(?:TRACKING|VIEWSTAT))?/gi;

function withoutPresentation(clauses: string): string {
  return clauses.replace(PRESENTATION, '').trim();
}

/** The access mode may stand before or after LIMIT, as public code writes it and the grammar allows. */
function accessMode(clauses: string): { mode?: SearchText['mode']; rest: string } {
  const found = /\bWITH\s+(USER_MODE|SYSTEM_MODE)\b/i.exec(clauses);
  if (!found) return { rest: clauses };
  const mode = (found[1] as string).toUpperCase() as 'USER_MODE' | 'SYSTEM_MODE';
  return { mode, rest: clauses.replace(found[0], '').trim() };
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}

/** Splits at commas outside parentheses and quotes; what follows the last object is left over. */
function splitReturning(text: string): { items: string[]; after: string } {
  const items: string[] = [];
  let rest = text;
  for (;;) {
    const name = /^\s*\w+\s*/.exec(rest);
    if (!name) throw queryError(`unexpected token: '${rest.trim().split(/\s+/)[0] ?? ''}'`);
    const end = rest[name[0].length] === '(' ? closing(rest, name[0].length) + 1 : name[0].length;
    items.push(rest.slice(0, end).trim());
    const comma = /^\s*,/.exec(rest.slice(end));
    if (!comma) return { items, after: rest.slice(end) };
    rest = rest.slice(end + comma[0].length);
  }
}

function closing(text: string, open: number): number {
  let depth = 0;
  let quoted = false;
  for (let i = open; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') i++;
    else if (c === "'") quoted = !quoted;
    else if (!quoted && c === '(') depth++;
    else if (!quoted && c === ')' && --depth === 0) return i;
  }
  throw queryError("unexpected token: '<EOF>'");
}

/** What SELECT has and the list of fields behind RETURNING has not (SOSL Reference, RETURNING). */
const NO_FIELD = /\(\s*SELECT\b|\b(?:COUNT|COUNT_DISTINCT|SUM|AVG|MIN|MAX|TYPEOF)\b/i;

function parseReturning(text: string): Returning {
  const match = /^(\w+)\s*(?:\(([\s\S]*)\))?$/.exec(text);
  const body = match?.[2]?.trim() ?? '';
  const clauses =
    /^([\s\S]*?)(?:\s+WHERE\s+([\s\S]*?))?(\s+ORDER\s+BY\s[\s\S]*|\s+LIMIT\s[\s\S]*|\s+OFFSET\s[\s\S]*)?$/i.exec(body);
  const stranger = NO_FIELD.exec(clauses?.[1] ?? '');
  // The text is assumed.
  if (stranger) throw queryError(`unexpected token: '${stranger[0].startsWith('(') ? '(' : stranger[0]}'`);
  return {
    object: match?.[1] ?? text,
    fields: clauses?.[1]?.trim() || 'Id',
    where: clauses?.[2]?.trim() ?? '',
    rest: clauses?.[3]?.trim() ?? ''
  };
}
