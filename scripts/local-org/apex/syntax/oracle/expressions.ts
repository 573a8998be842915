import {
  Arth1ExpressionContext,
  Arth2ExpressionContext,
  ArrayExpressionContext,
  AssignExpressionContext,
  BitAndExpressionContext,
  BitExpressionContext,
  BitNotExpressionContext,
  BitOrExpressionContext,
  CastExpressionContext,
  CmpExpressionContext,
  CoalExpressionContext,
  CondExpressionContext,
  DotExpressionContext,
  EqualityExpressionContext,
  IdPrimaryContext,
  InstanceOfExpressionContext,
  LiteralPrimaryContext,
  LogAndExpressionContext,
  LogOrExpressionContext,
  MethodCallExpressionContext,
  NegExpressionContext,
  NewExpressionContext,
  PostOpExpressionContext,
  PreOpExpressionContext,
  PrimaryExpressionContext,
  SoqlPrimaryContext,
  SoslPrimaryContext,
  SubExpressionContext,
  SuperPrimaryContext,
  ThisPrimaryContext,
  TypeRefPrimaryContext,
  VoidPrimaryContext
} from '@apexdevtools/apex-parser';
import type {
  AnyIdContext,
  ArrayCreatorRestContext,
  CreatedNameContext,
  CreatorContext,
  ExpressionContext,
  ExpressionListContext,
  IdContext,
  LiteralContext,
  MethodCallContext,
  PrimaryContext,
  SoqlLiteralContext,
  SoslLiteralContext,
  TypeListContext,
  TypeNameContext,
  TypeRefContext
} from '@apexdevtools/apex-parser';
import type { AssignOp, BinaryOp, ExprNode, LiteralNode, Name, TypeRef } from '../ast.ts';
import { nodePos, maybe, startOf, stringValue } from './source.ts';
import { UnsupportedSyntax } from '../problems.ts';
import { BindCollector, convertQuery } from './soql.ts';
import { soslReturning, soslText } from './sosl.ts';

export function nameOf(ctx: IdContext | AnyIdContext): Name {
  const text = ctx.start.text;
  return { text, key: text.toLowerCase(), pos: startOf(ctx) };
}

/* ---- types ---- */

export function typeRef(ctx: TypeRefContext): TypeRef {
  const subscripts = maybe(ctx.arraySubscripts());
  return {
    parts: ctx.typeName_list().map(typePart),
    dims: subscripts ? subscripts.LBRACK_list().length : 0,
    pos: startOf(ctx)
  };
}

function typePart(ctx: TypeNameContext): TypeRef['parts'][number] {
  const args = maybe(ctx.typeArguments());
  const text = ctx.start.text;
  return { name: { text, key: text.toLowerCase(), pos: startOf(ctx) }, args: args ? typeList(args.typeList()) : [] };
}

export function typeList(ctx: TypeListContext): TypeRef[] {
  return ctx.typeRef_list().map(typeRef);
}

function createdType(ctx: CreatedNameContext): TypeRef {
  return {
    parts: ctx.idCreatedNamePair_list().map((p) => {
      const args = maybe(p.typeList());
      return { name: nameOf(p.anyId()), args: args ? typeList(args) : [] };
    }),
    dims: 0,
    pos: startOf(ctx)
  };
}

/* ---- expressions ---- */

export function expressions(ctx: ExpressionListContext | null): ExprNode[] {
  return ctx ? ctx.expression_list().map(expression) : [];
}

type Binary =
  | Arth1ExpressionContext
  | Arth2ExpressionContext
  | BitExpressionContext
  | CmpExpressionContext
  | EqualityExpressionContext
  | BitAndExpressionContext
  | BitNotExpressionContext
  | BitOrExpressionContext
  | LogAndExpressionContext
  | LogOrExpressionContext
  | CoalExpressionContext;

type Converter = (ctx: never) => ExprNode;

/** One entry for each labelled alternative of the grammar's `expression`; an unknown one is refused by name. */
const CONVERTERS = new Map<unknown, Converter>([
  [PrimaryExpressionContext, ((c: PrimaryExpressionContext) => primary(c.primary())) as Converter],
  [DotExpressionContext, dot as Converter],
  [
    ArrayExpressionContext,
    ((c: ArrayExpressionContext) => ({
      kind: 'index',
      target: expression(c.expression(0)),
      index: expression(c.expression(1)),
      pos: startOf(c)
    })) as Converter
  ],
  [MethodCallExpressionContext, ((c: MethodCallExpressionContext) => methodCall(c.methodCall())) as Converter],
  [NewExpressionContext, ((c: NewExpressionContext) => creator(c.creator(), c)) as Converter],
  [
    CastExpressionContext,
    ((c: CastExpressionContext) => ({
      kind: 'cast',
      type: typeRef(c.typeRef()),
      value: expression(c.expression()),
      pos: startOf(c)
    })) as Converter
  ],
  [
    SubExpressionContext,
    ((c: SubExpressionContext) => ({ kind: 'paren', value: expression(c.expression()), pos: startOf(c) })) as Converter
  ],
  [
    PostOpExpressionContext,
    ((c: PostOpExpressionContext) => ({
      kind: 'step',
      op: maybe(c.INC()) ? '++' : '--',
      prefix: false,
      value: expression(c.expression()),
      pos: nodePos(maybe(c.INC()) ?? c.DEC())
    })) as Converter
  ],
  [PreOpExpressionContext, preOp as Converter],
  [
    NegExpressionContext,
    ((c: NegExpressionContext) => ({
      kind: 'unary',
      op: maybe(c.BANG()) ? '!' : '~',
      value: expression(c.expression()),
      pos: startOf(c)
    })) as Converter
  ],
  ...[
    Arth1ExpressionContext,
    Arth2ExpressionContext,
    BitExpressionContext,
    CmpExpressionContext,
    EqualityExpressionContext,
    BitAndExpressionContext,
    BitNotExpressionContext,
    BitOrExpressionContext,
    LogAndExpressionContext,
    LogOrExpressionContext,
    CoalExpressionContext
  ].map((c): [unknown, Converter] => [c, binary as Converter]),
  [
    InstanceOfExpressionContext,
    ((c: InstanceOfExpressionContext) => ({
      kind: 'instanceof',
      value: expression(c.expression()),
      type: typeRef(c.typeRef()),
      pos: startOf(c)
    })) as Converter
  ],
  [
    CondExpressionContext,
    ((c: CondExpressionContext) => ({
      kind: 'conditional',
      test: expression(c.expression(0)),
      then: expression(c.expression(1)),
      otherwise: expression(c.expression(2)),
      pos: startOf(c)
    })) as Converter
  ],
  [
    AssignExpressionContext,
    ((c: AssignExpressionContext) => ({
      kind: 'assign',
      op: between(c) as AssignOp,
      target: expression(c.expression(0)),
      value: expression(c.expression(1)),
      pos: startOf(c)
    })) as Converter
  ]
]);

export function expression(ctx: ExpressionContext): ExprNode {
  const convert = CONVERTERS.get(ctx.constructor);
  if (!convert) throw new UnsupportedSyntax(startOf(ctx), `expression ${ctx.constructor.name}`);
  return convert(ctx as never);
}

/** The operator tokens between two operands: `>` `>` `=` are separate tokens in the grammar. */
function between(ctx: ExpressionContext): string {
  const children = ctx.children ?? [];
  return children
    .slice(1, -1)
    .map((c) => c.getText())
    .join('');
}

function binary(ctx: Binary): ExprNode {
  const op = between(ctx);
  return {
    kind: 'binary',
    op: (op === '<>' ? '!=' : op) as BinaryOp,
    left: expression(ctx.expression(0)),
    right: expression(ctx.expression(1)),
    pos: startOf(ctx)
  };
}

function preOp(ctx: PreOpExpressionContext): ExprNode {
  const op = ctx.start.text;
  const value = expression(ctx.expression());
  if (op === '++' || op === '--') return { kind: 'step', op, prefix: true, value, pos: startOf(ctx) };
  return { kind: 'unary', op: op === '-' ? '-' : '+', value, pos: startOf(ctx) };
}

function dot(ctx: DotExpressionContext): ExprNode {
  const target = expression(ctx.expression());
  const safe = maybe(ctx.QUESTIONDOT()) !== null;
  const call = maybe(ctx.dotMethodCall());
  if (call) {
    const name = nameOf(call.anyId());
    return { kind: 'call', target, name, args: expressions(maybe(call.expressionList())), safe, pos: name.pos };
  }
  const name = nameOf(ctx.anyId());
  return { kind: 'dot', target, name, safe, pos: name.pos };
}

function methodCall(ctx: MethodCallContext): ExprNode {
  const args = expressions(maybe(ctx.expressionList()));
  const id = maybe(ctx.id());
  if (id) return { kind: 'call', target: null, name: nameOf(id), args, safe: false, pos: startOf(ctx) };
  return { kind: 'chain', to: maybe(ctx.THIS()) ? 'this' : 'super', args, pos: startOf(ctx) };
}

function creator(ctx: CreatorContext, whole: NewExpressionContext): ExprNode {
  const pos = startOf(whole);
  const type = createdType(ctx.createdName());
  if (maybe(ctx.noRest())) return { kind: 'newValues', type, values: [], pos };
  const call = maybe(ctx.classCreatorRest());
  if (call) return { kind: 'new', type, args: expressions(maybe(call.arguments().expressionList())), pos };
  const array = maybe(ctx.arrayCreatorRest());
  if (array) return newArray(type, array, pos);
  const map = maybe(ctx.mapCreatorRest());
  if (map) {
    const entries = map
      .mapCreatorRestPair_list()
      .map((p): readonly [ExprNode, ExprNode] => [expression(p.expression(0)), expression(p.expression(1))]);
    return { kind: 'newMap', type, entries, pos };
  }
  return { kind: 'newValues', type, values: ctx.setCreatorRest().expression_list().map(expression), pos };
}

function newArray(element: TypeRef, rest: ArrayCreatorRestContext, pos: ExprNode['pos']): ExprNode {
  const size = maybe(rest.expression());
  const values = maybe(rest.arrayInitializer());
  return {
    kind: 'newArray',
    element,
    size: size ? expression(size) : null,
    values: values ? values.expression_list().map(expression) : [],
    pos
  };
}

/* ---- primaries ---- */

function primary(ctx: PrimaryContext): ExprNode {
  const pos = startOf(ctx);
  if (ctx instanceof IdPrimaryContext) return { kind: 'name', name: nameOf(ctx.id()), pos };
  if (ctx instanceof LiteralPrimaryContext) return literal(ctx.literal());
  if (ctx instanceof ThisPrimaryContext) return { kind: 'this', pos };
  if (ctx instanceof SuperPrimaryContext) return { kind: 'super', pos };
  if (ctx instanceof SoqlPrimaryContext) return soqlLiteral(ctx.soqlLiteral());
  if (ctx instanceof TypeRefPrimaryContext) return { kind: 'typeLiteral', type: typeRef(ctx.typeRef()), pos };
  if (ctx instanceof VoidPrimaryContext) return { kind: 'typeLiteral', type: null, pos };
  if (ctx instanceof SoslPrimaryContext) return soslLiteral(ctx.soslLiteral());
  throw new UnsupportedSyntax(pos, `expression ${ctx.constructor.name}`);
}

export function literal(ctx: LiteralContext): LiteralNode {
  const pos = startOf(ctx);
  const text = ctx.getText();
  if (maybe(ctx.StringLiteral()) ?? maybe(ctx.MultilineStringLiteral()))
    return { kind: 'literal', literal: 'string', value: stringValue(text), pos };
  if (maybe(ctx.IntegerLiteral())) return { kind: 'literal', literal: 'integer', digits: text, pos };
  if (maybe(ctx.BooleanLiteral()))
    return { kind: 'literal', literal: 'boolean', value: text.toLowerCase() === 'true', pos };
  if (maybe(ctx.NULL())) return { kind: 'literal', literal: 'null', pos };
  if (maybe(ctx.LongLiteral())) return { kind: 'literal', literal: 'long', digits: text.slice(0, -1), pos };
  const double = /d$/i.test(text);
  return { kind: 'literal', literal: double ? 'double' : 'decimal', digits: double ? text.slice(0, -1) : text, pos };
}

function soqlLiteral(ctx: SoqlLiteralContext): ExprNode {
  const binds = new BindCollector();
  const query = convertQuery(ctx.query(), binds);
  return { kind: 'soql', query, binds: binds.expressions.map(expression), pos: startOf(ctx) };
}

function soslLiteral(ctx: SoslLiteralContext): ExprNode {
  const { text, binds } = soslText(ctx);
  return { kind: 'sosl', text, returning: soslReturning(ctx), binds: binds.map(expression), pos: startOf(ctx) };
}
