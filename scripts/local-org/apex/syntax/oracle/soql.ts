import type {
  ConditionalExpressionContext,
  BoundExpressionContext,
  ComparisonOperatorContext,
  CoordinateValueContext,
  DateFieldNameContext,
  DateFormulaContext,
  ExpressionContext,
  FieldExpressionContext,
  FieldNameContext,
  FieldOrderContext,
  ForClausesContext,
  FromNameListContext,
  GroupByClauseContext,
  LimitClauseContext,
  LocationValueContext,
  LogicalExpressionContext,
  OffsetClauseContext,
  QueryContext,
  SelectEntryContext,
  SoqlFunctionContext,
  SubFieldEntryContext,
  SubQueryContext,
  TypeOfContext,
  ValueContext,
  WhereConditionalExpressionContext,
  WhereLogicalExpressionContext,
  WithClauseContext
} from '@apexdevtools/apex-parser';
import type {
  CompareOperator,
  Condition,
  FieldExpression,
  OrderItem,
  SelectItem,
  SoqlQuery,
  Value
} from '../../../contracts/soql.ts';
import type { Position } from '../../../contracts/diagnostics.ts';
import { maybe, sourceText, startOf, stringValue } from './source.ts';
import { SoqlSyntaxError, UnsupportedSyntax } from '../problems.ts';

/** Binds of a query and its subqueries in the order in which they were written. */
export class BindCollector {
  readonly binds: { readonly text: string; readonly pos: Position }[] = [];
  readonly expressions: ExpressionContext[] = [];

  add(ctx: BoundExpressionContext): { readonly index: number; readonly text: string } {
    const expression = ctx.expression();
    const text = sourceText(expression);
    this.binds.push({ text, pos: startOf(expression) });
    this.expressions.push(expression);
    return { index: this.binds.length - 1, text };
  }
}

export function convertQuery(ctx: QueryContext, binds: BindCollector): SoqlQuery {
  const withClause = maybe(ctx.withClause());
  const groupBy = maybe(ctx.groupByClause());
  const having = groupBy ? maybe(groupBy.logicalExpression()) : null;
  const scope = maybe(ctx.usingScope());
  const offset = maybe(ctx.offsetClause());
  return {
    text: sourceText(ctx),
    select: ctx
      .selectList()
      .selectEntry_list()
      .map((e) => selectItem(e, binds)),
    ...fromList(ctx.fromNameList()),
    ...(scope ? { scope: scope.soqlId().getText() } : {}),
    ...whereOf(ctx, binds),
    ...(withClause ? { mode: accessMode(withClause) } : {}),
    ...(groupBy ? { groupBy: grouping(groupBy, binds) } : {}),
    ...(having ? { having: logical(having, binds) } : {}),
    orderBy: orderItems(ctx, binds),
    ...limitOf(ctx, binds),
    ...(offset ? { offset: rowCount(offset, binds) } : {}),
    ...forClauses(maybe(ctx.forClauses())),
    allRows: maybe(ctx.allRowsClause()) !== null,
    pos: startOf(ctx),
    binds: binds.binds
  };
}

function convertSubquery(ctx: SubQueryContext, binds: BindCollector): SoqlQuery {
  refuseUpdate(ctx);
  return {
    text: sourceText(ctx),
    select: ctx
      .subFieldList()
      .subFieldEntry_list()
      .map((e) => selectItem(e, binds)),
    ...fromList(ctx.fromNameList()),
    ...whereOf(ctx, binds),
    orderBy: orderItems(ctx, binds),
    ...limitOf(ctx, binds),
    ...forClauses(maybe(ctx.forClauses())),
    allRows: false,
    pos: startOf(ctx),
    binds: binds.binds
  };
}

function refuseUpdate(ctx: SubQueryContext): void {
  const update = maybe(ctx.updateList());
  if (update) throw new UnsupportedSyntax(startOf(update), 'SOQL UPDATE in a subquery');
}

/* ---- SELECT and FROM ---- */

function selectItem(ctx: SelectEntryContext | SubFieldEntryContext, binds: BindCollector): SelectItem {
  const pos = startOf(ctx);
  const alias = maybe(ctx.soqlId());
  const withAlias = alias ? { alias: alias.getText() } : {};
  const field = maybe(ctx.fieldName());
  if (field) return { kind: 'field', field: pathOf(field), ...withAlias, pos };
  const fn = maybe(ctx.soqlFunction());
  if (fn)
    return maybe(fn.FIELDS()) ? fieldsItem(fn) : { kind: 'field', field: functionOf(fn, binds), ...withAlias, pos };
  const sub = maybe(ctx.subQuery());
  if (sub) return { kind: 'subquery', query: convertSubquery(sub, binds), pos };
  return typeofItem(ctx.typeOf());
}

function fieldsItem(fn: SoqlFunctionContext): SelectItem {
  const set = fn.soqlFieldsParameter().getText().toUpperCase();
  return { kind: 'fields', set: set === 'ALL' ? 'ALL' : set === 'CUSTOM' ? 'CUSTOM' : 'STANDARD', pos: startOf(fn) };
}

function typeofItem(ctx: TypeOfContext): SelectItem {
  const otherwise = maybe(ctx.elseClause());
  return {
    kind: 'typeof',
    relationship: pathNames(ctx.fieldName()),
    when: ctx
      .whenClause_list()
      .map((w) => ({ type: w.fieldName().getText(), fields: w.fieldNameList().fieldName_list().map(pathNames) })),
    otherwise: otherwise ? otherwise.fieldNameList().fieldName_list().map(pathNames) : [],
    pos: startOf(ctx)
  };
}

/** The grammar lists names and aliases apart; an alias follows the name it stands next to. */
function fromList(ctx: FromNameListContext): Pick<SoqlQuery, 'from' | 'alsoFrom'> {
  const names = ctx.fieldName_list();
  const aliases = ctx.soqlId_list();
  const first = names[0];
  if (!first) throw new SoqlSyntaxError(startOf(ctx), "unexpected token: '<EOF>'");
  const aliasOf = (index: number): string | undefined => {
    const after = names[index]?.stop?.tokenIndex ?? -1;
    const next = names[index + 1]?.start.tokenIndex ?? Infinity;
    return aliases.find((a) => a.start.tokenIndex > after && a.start.tokenIndex < next)?.getText();
  };
  const alias = aliasOf(0);
  return {
    from: { object: first.getText(), ...(alias === undefined ? {} : { alias }), pos: startOf(first) },
    alsoFrom: names
      .slice(1)
      .map((n, i) => ({ path: pathNames(n), alias: aliasOf(i + 1) ?? n.getText(), pos: startOf(n) }))
  };
}

function pathNames(ctx: FieldNameContext): string[] {
  return ctx.soqlId_list().map((id) => id.getText());
}

function pathOf(ctx: FieldNameContext): FieldExpression {
  return { kind: 'path', path: pathNames(ctx), pos: startOf(ctx) };
}

/** The name of a function is upper-case in the tree, however it was written: `TOLABEL`, `CALENDAR_YEAR`. */
function functionOf(ctx: SoqlFunctionContext, binds: BindCollector): FieldExpression {
  const name = ctx.start.text.toUpperCase();
  const pos = startOf(ctx);
  const field = maybe(ctx.fieldName());
  if (field) return { kind: 'function', name, args: [pathOf(field)], pos };
  const date = maybe(ctx.dateFieldName());
  if (date) return { kind: 'function', name, args: [dateField(date)], pos };
  const inner = maybe(ctx.soqlFunction());
  if (inner) return { kind: 'function', name, args: [functionOf(inner, binds)], pos };
  if (maybe(ctx.DISTANCE())) return distanceOf(ctx, binds);
  return { kind: 'function', name, args: [], pos };
}

function dateField(ctx: DateFieldNameContext): FieldExpression {
  if (!maybe(ctx.CONVERT_TIMEZONE())) return pathOf(ctx.fieldName());
  return { kind: 'function', name: 'CONVERTTIMEZONE', args: [pathOf(ctx.fieldName())], pos: startOf(ctx) };
}

type Argument = Extract<FieldExpression, { kind: 'function' }>['args'][number];

function distanceOf(ctx: SoqlFunctionContext, binds: BindCollector): FieldExpression {
  const unit = maybe(ctx.StringLiteral()) ?? ctx.MultilineStringLiteral();
  const pos = startOf(ctx);
  const places = ctx.locationValue_list().map((l) => locationOf(l, binds));
  return {
    kind: 'function',
    name: 'DISTANCE',
    args: [...places, { kind: 'literal', value: { kind: 'string', value: stringValue(unit.getText()) }, pos }],
    pos
  };
}

function locationOf(ctx: LocationValueContext, binds: BindCollector): Argument {
  const pos = startOf(ctx);
  const field = maybe(ctx.fieldName());
  if (field) return pathOf(field);
  const bound = maybe(ctx.boundExpression());
  if (bound) return { kind: 'literal', value: bindValue(bound, binds), pos };
  return {
    kind: 'function',
    name: 'GEOLOCATION',
    args: ctx.coordinateValue_list().map((c) => coordinateOf(c, binds)),
    pos
  };
}

function coordinateOf(ctx: CoordinateValueContext, binds: BindCollector): Argument {
  const bound = maybe(ctx.boundExpression());
  const value: Value = bound ? bindValue(bound, binds) : { kind: 'number', text: ctx.signedNumber().getText() };
  return { kind: 'literal', value, pos: startOf(ctx) };
}

/* ---- WHERE and HAVING ---- */

function whereOf(ctx: QueryContext | SubQueryContext, binds: BindCollector): Pick<SoqlQuery, 'where'> {
  const where = maybe(ctx.whereClause());
  return where ? { where: whereLogical(where.whereLogicalExpression(), binds) } : {};
}

function whereLogical(ctx: WhereLogicalExpressionContext, binds: BindCollector): Condition {
  const items = ctx.whereConditionalExpression_list().map((c) => whereItem(c, binds));
  return joined(items, maybe(ctx.NOT()) !== null, ctx.SOQLOR_list().length > 0);
}

function whereItem(ctx: WhereConditionalExpressionContext, binds: BindCollector): Condition {
  const group = maybe(ctx.whereLogicalExpression());
  if (group) return whereLogical(group, binds);
  const leaf = ctx.whereFieldExpression();
  const field = maybe(leaf.fieldExpression());
  if (!field) throw new UnsupportedSyntax(startOf(leaf), 'SOQL FORMULA() in WHERE');
  return comparison(field, binds);
}

export function logical(ctx: LogicalExpressionContext, binds: BindCollector): Condition {
  const items = ctx.conditionalExpression_list().map((c) => conditional(c, binds));
  return joined(items, maybe(ctx.NOT()) !== null, ctx.SOQLOR_list().length > 0);
}

function conditional(ctx: ConditionalExpressionContext, binds: BindCollector): Condition {
  const group = maybe(ctx.logicalExpression());
  return group ? logical(group, binds) : comparison(ctx.fieldExpression(), binds);
}

function joined(items: Condition[], not: boolean, or: boolean): Condition {
  const [only] = items;
  if (not && only) return { kind: 'not', item: only };
  if (items.length === 1 && only) return only;
  return { kind: or ? 'or' : 'and', items };
}

function comparison(ctx: FieldExpressionContext, binds: BindCollector): Condition {
  const field = maybe(ctx.fieldName());
  return {
    kind: 'compare',
    left: field ? pathOf(field) : functionOf(ctx.soqlFunction(), binds),
    op: operatorOf(ctx.comparisonOperator()),
    right: valueOf(ctx.value(), binds),
    pos: startOf(ctx)
  };
}

const OPERATORS: Readonly<Record<string, CompareOperator>> = {
  '=': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  LIKE: 'LIKE',
  IN: 'IN',
  NOTIN: 'NOT IN',
  INCLUDES: 'INCLUDES',
  EXCLUDES: 'EXCLUDES'
};

function operatorOf(ctx: ComparisonOperatorContext): CompareOperator {
  const op = OPERATORS[ctx.getText().toUpperCase()];
  if (!op) throw new SoqlSyntaxError(startOf(ctx), `unexpected token: '${ctx.getText()}'`);
  return op;
}

/* ---- values ---- */

function bindValue(ctx: BoundExpressionContext, binds: BindCollector): Value {
  return { kind: 'bind', ...binds.add(ctx) };
}

function valueOf(ctx: ValueContext, binds: BindCollector): Value {
  const bound = maybe(ctx.boundExpression());
  if (bound) return bindValue(bound, binds);
  const list = maybe(ctx.valueList());
  if (list) return { kind: 'list', items: list.value_list().map((v) => valueOf(v, binds)) };
  const sub = maybe(ctx.subQuery());
  if (sub) return { kind: 'subquery', query: convertSubquery(sub, binds) };
  const date = maybe(ctx.dateFormula());
  if (date) return dateLiteral(date);
  return scalar(ctx);
}

function scalar(ctx: ValueContext): Value {
  const text = ctx.getText();
  if (maybe(ctx.NULL())) return { kind: 'null' };
  if (maybe(ctx.BooleanLiteral())) return { kind: 'boolean', value: text.toLowerCase() === 'true' };
  if (maybe(ctx.signedNumber())) return { kind: 'number', text };
  if (maybe(ctx.DateLiteral())) return { kind: 'date', text };
  if (maybe(ctx.DateTimeLiteral())) return { kind: 'datetime', text };
  if (maybe(ctx.TimeLiteral())) return { kind: 'time', text };
  if (maybe(ctx.IntegralCurrencyLiteral()))
    return { kind: 'currency', code: text.slice(0, 3).toUpperCase(), text: text.slice(3) };
  if (maybe(ctx.StringLiteral()) ?? maybe(ctx.MultilineStringLiteral()))
    return { kind: 'string', value: stringValue(text) };
  throw new SoqlSyntaxError(startOf(ctx), `unexpected token: '${text}'`);
}

function dateLiteral(ctx: DateFormulaContext): Value {
  const [name = '', n] = ctx.getText().split(':');
  return { kind: 'dateLiteral', name: name.toUpperCase(), ...(n === undefined ? {} : { n: Number(n) }) };
}

/* ---- the clauses behind WHERE ---- */

function accessMode(ctx: WithClauseContext): NonNullable<SoqlQuery['mode']> {
  if (maybe(ctx.USER_MODE())) return 'USER_MODE';
  if (maybe(ctx.SYSTEM_MODE())) return 'SYSTEM_MODE';
  if (maybe(ctx.SECURITY_ENFORCED())) return 'SECURITY_ENFORCED';
  throw new UnsupportedSyntax(startOf(ctx), maybe(ctx.DATA()) ? 'SOQL WITH DATA CATEGORY' : `SOQL ${sourceText(ctx)}`);
}

function grouping(ctx: GroupByClauseContext, binds: BindCollector): NonNullable<SoqlQuery['groupBy']> {
  const by = ctx
    .fieldGroupByList()
    .fieldGroupBy_list()
    .map((g) => {
      const field = maybe(g.fieldName());
      return field ? pathOf(field) : functionOf(g.soqlFunction(), binds);
    });
  return { kind: maybe(ctx.ROLLUP()) ? 'rollup' : maybe(ctx.CUBE()) ? 'cube' : 'plain', by };
}

function orderItems(ctx: QueryContext | SubQueryContext, binds: BindCollector): OrderItem[] {
  const clause = maybe(ctx.orderByClause());
  return clause
    ? clause
        .fieldOrderList()
        .fieldOrder_list()
        .map((o) => orderItem(o, binds))
    : [];
}

export function orderItem(ctx: FieldOrderContext, binds: BindCollector): OrderItem {
  const field = maybe(ctx.fieldName());
  const nulls = maybe(ctx.FIRST()) ? 'FIRST' : maybe(ctx.LAST()) ? 'LAST' : null;
  return {
    by: field ? pathOf(field) : functionOf(ctx.soqlFunction(), binds),
    descending: maybe(ctx.DESC()) !== null,
    ...(nulls ? { nulls } : {})
  };
}

function limitOf(ctx: QueryContext | SubQueryContext, binds: BindCollector): Pick<SoqlQuery, 'limit'> {
  const limit = maybe(ctx.limitClause());
  return limit ? { limit: rowCount(limit, binds) } : {};
}

export function rowCount(ctx: LimitClauseContext | OffsetClauseContext, binds: BindCollector): Value {
  const bound = maybe(ctx.boundExpression());
  return bound ? bindValue(bound, binds) : { kind: 'number', text: ctx.IntegerLiteral().getText() };
}

function forClauses(ctx: ForClausesContext | null): Pick<SoqlQuery, 'forClauses'> {
  const words = ctx ? sourceText(ctx).toUpperCase().split(/\s+/) : [];
  const found = (['UPDATE', 'VIEW', 'REFERENCE'] as const).filter((word) => words.includes(word));
  return found.length === 0 ? {} : { forClauses: found };
}
