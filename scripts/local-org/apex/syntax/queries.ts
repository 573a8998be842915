import type {
  CompareOperator,
  Condition,
  FieldExpression,
  OrderItem,
  SelectItem,
  SoqlQuery,
  Value
} from '../../contracts/soql.ts';
import type { ExprNode } from './ast.ts';
import { expression } from './expressions.ts';
import { DATE, DATETIME, INTEGER, NUMBER, STRING, SYMBOL, TIME, WORD } from './lexer.ts';
import { stringValue } from './literals.ts';
import { UnsupportedSyntax } from './problems.ts';
import type { Reader } from './reader.ts';

/** Binds of a query and its subqueries in the order in which they were written. */
interface Binds {
  readonly list: { readonly text: string; readonly pos: SoqlQuery['pos'] }[];
  readonly expressions: ExprNode[];
}

/** `[SELECT ...]` in Apex. */
export function soqlLiteral(r: Reader): ExprNode {
  const pos = r.pos;
  r.expect('[');
  const binds: Binds = { list: [], expressions: [] };
  const made = query(r, binds, false);
  r.expect(']');
  return { kind: 'soql', query: made, binds: binds.expressions, pos };
}

/** A query that is the whole text. */
export function queryText(r: Reader): SoqlQuery {
  return query(r, { list: [], expressions: [] }, false);
}

function query(r: Reader, binds: Binds, inner: boolean): SoqlQuery {
  const from = r.at;
  const pos = r.pos;
  r.expect('select');
  const select = [selectItem(r, binds)];
  while (r.accept(',')) select.push(selectItem(r, binds));
  r.expect('from');
  const names = fromNames(r);
  const scope = !inner && r.isWord('using') ? usingScope(r) : undefined;
  const where = r.accept('where') ? condition(r, binds) : undefined;
  const mode = !inner && r.isWord('with') ? accessMode(r) : undefined;
  const groupBy = !inner && r.isWord('group') ? grouping(r, binds) : undefined;
  const having = groupBy && r.accept('having') ? condition(r, binds) : undefined;
  const orderBy = r.isWord('order') ? orderItems(r, binds) : [];
  const limit = r.accept('limit') ? rowCount(r, binds) : undefined;
  const offset = r.accept('offset') ? rowCount(r, binds) : undefined;
  const allRows = !inner && r.isWord('all') && r.keyAt(1) === 'rows';
  if (allRows) r.at += 2;
  const wanted = forClauses(r);
  if (inner && r.isWord('update')) throw new UnsupportedSyntax(r.pos, 'SOQL UPDATE in a subquery');
  if (r.accept('update')) articleStatistics(r);
  return {
    text: r.textSince(from),
    select,
    ...names,
    ...(scope === undefined ? {} : { scope }),
    ...(where ? { where } : {}),
    ...(mode ? { mode } : {}),
    ...(groupBy ? { groupBy } : {}),
    ...(having ? { having } : {}),
    orderBy,
    ...(limit ? { limit } : {}),
    ...(offset ? { offset } : {}),
    ...(wanted.length > 0 ? { forClauses: wanted } : {}),
    allRows,
    pos,
    binds: binds.list
  };
}

/* ---- SELECT and FROM ---- */

function selectItem(r: Reader, binds: Binds): SelectItem {
  const pos = r.pos;
  if (r.accept('(')) {
    const made = query(r, binds, true);
    r.expect(')');
    if (alias(r) !== undefined) throw new UnsupportedSyntax(pos, 'SOQL alias of a subquery');
    return { kind: 'subquery', query: made, pos };
  }
  if (r.isWord('typeof') && r.kindAt(1) === WORD) return typeOf(r);
  if (r.isWord('fields') && r.isAt(1, '(')) return fields(r);
  const field = fieldExpression(r, binds);
  const name = alias(r);
  return { kind: 'field', field, ...(name === undefined ? {} : { alias: name }), pos };
}

function alias(r: Reader): string | undefined {
  return r.isName() && r.key !== 'from' ? r.name().text : undefined;
}

function fields(r: Reader): SelectItem {
  const pos = r.pos;
  r.at += 2;
  const { key } = r;
  if (key !== 'all' && key !== 'standard' && key !== 'custom') throw r.unexpected();
  r.at++;
  r.expect(')');
  return { kind: 'fields', set: key === 'all' ? 'ALL' : key === 'custom' ? 'CUSTOM' : 'STANDARD', pos };
}

function typeOf(r: Reader): SelectItem {
  const pos = r.pos;
  r.expect('typeof');
  const relationship = path(r);
  const when: { type: string; fields: string[][] }[] = [];
  do {
    r.expect('when');
    const type = path(r).join('.');
    r.expect('then');
    when.push({ type, fields: paths(r) });
  } while (r.isWord('when'));
  const otherwise = r.accept('else') ? paths(r) : [];
  r.expect('end');
  return { kind: 'typeof', relationship, when, otherwise, pos };
}

function paths(r: Reader): string[][] {
  const list = [path(r)];
  while (r.accept(',')) list.push(path(r));
  return list;
}

function path(r: Reader): string[] {
  const names = [r.name().text];
  while (r.accept('.')) names.push(r.name().text);
  return names;
}

const CLAUSES = new Set([
  'using',
  'where',
  'with',
  'group',
  'order',
  'limit',
  'offset',
  'all',
  'for',
  'update',
  'having'
]);

function fromNames(r: Reader): Pick<SoqlQuery, 'from' | 'alsoFrom'> {
  const pos = r.pos;
  const object = path(r).join('.');
  const name = fromAlias(r);
  const alsoFrom: { path: string[]; alias: string; pos: SoqlQuery['pos'] }[] = [];
  while (r.accept(',')) {
    const place = r.pos;
    const steps = path(r);
    alsoFrom.push({ path: steps, alias: fromAlias(r) ?? steps.join('.'), pos: place });
  }
  return { from: { object, ...(name === undefined ? {} : { alias: name }), pos }, alsoFrom };
}

function fromAlias(r: Reader): string | undefined {
  return r.isName() && !CLAUSES.has(r.key) ? r.name().text : undefined;
}

/* ---- fields and functions ---- */

const OF_FIELD = new Set([
  'avg',
  'count',
  'count_distinct',
  'min',
  'max',
  'sum',
  'tolabel',
  'grouping',
  'convertcurrency'
]);
const OF_DATE = new Set([
  'calendar_month',
  'calendar_quarter',
  'calendar_year',
  'day_in_month',
  'day_in_week',
  'day_in_year',
  'day_only',
  'fiscal_month',
  'fiscal_quarter',
  'fiscal_year',
  'hour_in_day',
  'week_in_month',
  'week_in_year'
]);

/** The name of a function is upper-case in the tree, however it was written: `TOLABEL`, `CALENDAR_YEAR`. */
function fieldExpression(r: Reader, binds: Binds): FieldExpression {
  const pos = r.pos;
  if (!r.isAt(1, '(')) return { kind: 'path', path: path(r), pos };
  const { key } = r;
  const name = key.toUpperCase();
  if (key === 'distance') return distance(r, binds);
  if (!OF_FIELD.has(key) && !OF_DATE.has(key) && key !== 'format') {
    r.at++;
    throw r.unexpected();
  }
  r.at += 2;
  if (key === 'count' && r.accept(')')) return { kind: 'function', name, args: [], pos };
  const arg = OF_DATE.has(key) ? dateArgument(r) : key === 'format' ? fieldExpression(r, binds) : plainField(r);
  r.expect(')');
  return { kind: 'function', name, args: [arg], pos };
}

function plainField(r: Reader): FieldExpression {
  const pos = r.pos;
  return { kind: 'path', path: path(r), pos };
}

function dateArgument(r: Reader): FieldExpression {
  const pos = r.pos;
  if (!r.isWord('converttimezone') || !r.isAt(1, '(')) return plainField(r);
  r.at += 2;
  const arg = plainField(r);
  r.expect(')');
  return { kind: 'function', name: 'CONVERTTIMEZONE', args: [arg], pos };
}

type Argument = Extract<FieldExpression, { kind: 'function' }>['args'][number];

function distance(r: Reader, binds: Binds): FieldExpression {
  const pos = r.pos;
  r.at += 2;
  const args: Argument[] = [place(r, binds)];
  r.expect(',');
  args.push(place(r, binds));
  r.expect(',');
  if (r.kind !== STRING) throw r.unexpected();
  args.push({ kind: 'literal', value: { kind: 'string', value: stringValue(r.text) }, pos });
  r.at++;
  r.expect(')');
  return { kind: 'function', name: 'DISTANCE', args, pos };
}

function place(r: Reader, binds: Binds): Argument {
  const pos = r.pos;
  if (r.is(':')) return { kind: 'literal', value: bind(r, binds), pos };
  if (!r.isWord('geolocation') || !r.isAt(1, '(')) return plainField(r);
  r.at += 2;
  const first = coordinate(r, binds);
  r.expect(',');
  const second = coordinate(r, binds);
  r.expect(')');
  return { kind: 'function', name: 'GEOLOCATION', args: [first, second], pos };
}

function coordinate(r: Reader, binds: Binds): Argument {
  const pos = r.pos;
  return { kind: 'literal', value: r.is(':') ? bind(r, binds) : number(r), pos };
}

/* ---- conditions ---- */

export function condition(r: Reader, binds: Binds): Condition {
  if (r.isWord('not')) {
    r.at++;
    return { kind: 'not', item: simple(r, binds) };
  }
  const first = simple(r, binds);
  const join = r.isWord('and') ? 'and' : r.isWord('or') ? 'or' : null;
  if (!join) return first;
  const items = [first];
  while (r.accept(join)) items.push(simple(r, binds));
  return { kind: join, items };
}

function simple(r: Reader, binds: Binds): Condition {
  if (r.accept('(')) {
    const inner = condition(r, binds);
    r.expect(')');
    return inner;
  }
  const pos = r.pos;
  if (r.isWord('formula') && r.isAt(1, '(')) throw new UnsupportedSyntax(pos, 'SOQL FORMULA() in WHERE');
  const left = fieldExpression(r, binds);
  const op = operator(r);
  return { kind: 'compare', left, op, right: operand(r, op, binds), pos };
}

/** Values in parentheses are for IN and NOT IN, which take a query or a bind too, and for INCLUDES and EXCLUDES. */
function operand(r: Reader, op: CompareOperator, binds: Binds): Value {
  const isIn = op === 'IN' || op === 'NOT IN';
  if (op === 'INCLUDES' || op === 'EXCLUDES') {
    if (!r.is('(')) throw r.missing('(');
    if (r.keyAt(1) === 'select') {
      r.at++;
      throw r.unexpected();
    }
  } else if (isIn ? !r.is('(') && !r.is(':') : r.is('(')) throw r.unexpected();
  return value(r, binds);
}

const SYMBOLS: Readonly<Record<string, CompareOperator>> = { '=': '=', '!=': '!=', '<>': '!=' };
const WORDS: Readonly<Record<string, CompareOperator>> = {
  like: 'LIKE',
  in: 'IN',
  includes: 'INCLUDES',
  excludes: 'EXCLUDES'
};

function operator(r: Reader): CompareOperator {
  const { key } = r;
  if (r.kind === SYMBOL && (key === '<' || key === '>')) {
    r.at++;
    return r.accept('=') ? `${key}=` : key;
  }
  const op = r.kind === SYMBOL ? SYMBOLS[key] : WORDS[key];
  if (op) r.at++;
  else if (r.isWord('not') && r.keyAt(1) === 'in') r.at += 2;
  else throw r.unexpected();
  return op ?? 'NOT IN';
}

/* ---- values ---- */

function bind(r: Reader, binds: Binds): Value {
  r.expect(':');
  const from = r.at;
  const pos = r.pos;
  const made = expression(r);
  const text = r.textSince(from);
  binds.list.push({ text, pos });
  binds.expressions.push(made);
  return { kind: 'bind', index: binds.list.length - 1, text };
}

function value(r: Reader, binds: Binds): Value {
  if (r.is(':')) return bind(r, binds);
  if (!r.accept('(')) return scalar(r);
  if (r.isWord('select')) {
    const made = query(r, binds, true);
    r.expect(')');
    return { kind: 'subquery', query: made };
  }
  const items = [value(r, binds)];
  while (r.accept(',')) items.push(value(r, binds));
  r.expect(')');
  return { kind: 'list', items };
}

function scalar(r: Reader): Value {
  const { text, kind } = r;
  switch (kind) {
    case STRING:
      r.at++;
      return { kind: 'string', value: stringValue(text) };
    case DATE:
      r.at++;
      return { kind: 'date', text };
    case DATETIME:
      r.at++;
      return { kind: 'datetime', text };
    case TIME:
      r.at++;
      return { kind: 'time', text };
    case WORD:
      return wordValue(r, text);
    default:
      return number(r);
  }
}

function number(r: Reader): Value {
  const sign = r.is('-') ? '-' : r.is('+') ? '+' : '';
  if (sign) r.at++;
  if (r.kind !== INTEGER && r.kind !== NUMBER) throw r.unexpected();
  const text = sign + r.text;
  r.at++;
  return { kind: 'number', text };
}

const DATE_WORDS = new Set(
  (
    'yesterday today tomorrow last_week this_week next_week last_month this_month next_month last_90_days next_90_days this_quarter last_quarter next_quarter ' +
    'this_year last_year next_year this_fiscal_quarter last_fiscal_quarter next_fiscal_quarter this_fiscal_year last_fiscal_year next_fiscal_year'
  ).split(' ')
);
const COUNTED =
  /^(?:(?:last|next)_n_(?:days|weeks|months|quarters|years|fiscal_quarters|fiscal_years)|n_(?:days|weeks|months|quarters|years|fiscal_quarters|fiscal_years)_ago)$/;

function wordValue(r: Reader, text: string): Value {
  const { key } = r;
  if (key === 'null') {
    r.at++;
    return { kind: 'null' };
  }
  if (key === 'true' || key === 'false') {
    r.at++;
    return { kind: 'boolean', value: key === 'true' };
  }
  if (DATE_WORDS.has(key)) {
    r.at++;
    return { kind: 'dateLiteral', name: key.toUpperCase() };
  }
  if (COUNTED.test(key)) return countedDate(r, key.toUpperCase());
  if (/^[a-z]{3}\d+$/.test(key)) return currency(r, text);
  throw r.unexpected();
}

function countedDate(r: Reader, name: string): Value {
  r.at++;
  r.expect(':');
  const sign = r.is('-') ? -1 : 1;
  if (r.is('-') || r.is('+')) r.at++;
  if (r.kind !== INTEGER) throw r.unexpected();
  const n = sign * Number(r.text);
  r.at++;
  return { kind: 'dateLiteral', name, n };
}

function currency(r: Reader, text: string): Value {
  r.at++;
  let digits = text.slice(3);
  if (r.kind === NUMBER && r.text.startsWith('.')) {
    digits += r.text;
    r.at++;
  }
  return { kind: 'currency', code: text.slice(0, 3).toUpperCase(), text: digits };
}

/* ---- the clauses behind WHERE ---- */

function usingScope(r: Reader): string {
  r.expect('using');
  r.expect('scope');
  return r.name().text;
}

const MODES: Readonly<Record<string, NonNullable<SoqlQuery['mode']>>> = {
  user_mode: 'USER_MODE',
  system_mode: 'SYSTEM_MODE',
  security_enforced: 'SECURITY_ENFORCED'
};

function accessMode(r: Reader): NonNullable<SoqlQuery['mode']> {
  const pos = r.pos;
  r.expect('with');
  const mode = r.kind === WORD ? MODES[r.key] : undefined;
  if (!mode) throw new UnsupportedSyntax(pos, r.isWord('data') ? 'SOQL WITH DATA CATEGORY' : `SOQL WITH ${r.text}`);
  r.at++;
  return mode;
}

function grouping(r: Reader, binds: Binds): NonNullable<SoqlQuery['groupBy']> {
  r.expect('group');
  r.expect('by');
  const kind = r.isAt(1, '(') && (r.key === 'rollup' || r.key === 'cube') ? r.key : 'plain';
  if (kind !== 'plain') r.at += 2;
  const by = [fieldExpression(r, binds)];
  while (r.accept(',')) by.push(fieldExpression(r, binds));
  if (kind !== 'plain') r.expect(')');
  return { kind: kind as NonNullable<SoqlQuery['groupBy']>['kind'], by };
}

function orderItems(r: Reader, binds: Binds): OrderItem[] {
  r.expect('order');
  r.expect('by');
  const items = [orderItem(r, binds)];
  while (r.accept(',')) items.push(orderItem(r, binds));
  return items;
}

function orderItem(r: Reader, binds: Binds): OrderItem {
  const by = fieldExpression(r, binds);
  const descending = r.accept('desc');
  if (!descending) r.accept('asc');
  if (!r.accept('nulls')) return { by, descending };
  const first = r.accept('first');
  if (!first) r.expect('last');
  return { by, descending, nulls: first ? 'FIRST' : 'LAST' };
}

function rowCount(r: Reader, binds: Binds): Value {
  if (r.is(':')) return bind(r, binds);
  if (r.kind !== INTEGER) throw r.unexpected();
  const { text } = r;
  r.at++;
  return { kind: 'number', text };
}

/** `UPDATE TRACKING, VIEWSTAT` counts what is read of articles: statistics that no record here shows. */
function articleStatistics(r: Reader): void {
  do {
    if (!r.accept('tracking') && !r.accept('viewstat')) throw r.unexpected();
  } while (r.accept(','));
}

const FOR = ['UPDATE', 'VIEW', 'REFERENCE'] as const;

/** In one order, whichever they are written in. */
function forClauses(r: Reader): NonNullable<SoqlQuery['forClauses']> {
  const found = new Set<string>();
  while (r.isWord('for') && FOR.some((word) => word.toLowerCase() === r.keyAt(1))) {
    found.add(r.keyAt(1).toUpperCase());
    r.at += 2;
  }
  return FOR.filter((word) => found.has(word));
}
