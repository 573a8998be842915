import {
  BlockContext,
  BreakStatementContext,
  ContinueStatementContext,
  DeleteStatementContext,
  DoWhileStatementContext,
  ExpressionStatementContext,
  ForStatementContext,
  IfStatementContext,
  InsertStatementContext,
  LocalVariableDeclarationStatementContext,
  MergeStatementContext,
  ReturnStatementContext,
  RunAsStatementContext,
  SwitchStatementContext,
  ThrowStatementContext,
  TryStatementContext,
  UndeleteStatementContext,
  UpdateStatementContext,
  UpsertStatementContext,
  WhileStatementContext
} from '@apexdevtools/apex-parser';
import type {
  AccessLevelContext,
  AnnotationContext,
  CatchClauseContext,
  ForInitContext,
  LocalVariableDeclarationContext,
  ModifierContext,
  QualifiedNameContext,
  StatementContext,
  VariableDeclaratorsContext,
  WhenControlContext,
  WhenLiteralContext
} from '@apexdevtools/apex-parser';
import type {
  AccessWord,
  AnnotationNode,
  BlockNode,
  CatchNode,
  ExprNode,
  LocalNode,
  ModifierWord,
  Modifiers,
  Name,
  StmtNode,
  TypeRef,
  WhenNode,
  WhenValue
} from '../ast.ts';
import { endOf, maybe, sourceText, startOf, stringValue } from './source.ts';
import { UnsupportedSyntax } from '../problems.ts';
import { expression, expressions, nameOf, typeRef } from './expressions.ts';

/* ---- modifiers ---- */

const NO_MODIFIERS: Modifiers = { words: [], annotations: [] };

export function modifiers(list: readonly ModifierContext[]): Modifiers {
  if (list.length === 0) return NO_MODIFIERS;
  const words: ModifierWord[] = [];
  const annotations: AnnotationNode[] = [];
  for (const ctx of list) {
    const found = maybe(ctx.annotation());
    if (found) annotations.push(annotation(found));
    else words.push((ctx.children ?? []).map((c) => c.getText().toLowerCase()).join(' ') as ModifierWord);
  }
  return { words, annotations };
}

function annotation(ctx: AnnotationContext): AnnotationNode {
  const name = maybe(ctx.id())?.getText() ?? sourceText(ctx).slice(1);
  const values: Record<string, string> = {};
  for (const pair of maybe(ctx.elementValuePairs())?.elementValuePair_list() ?? []) {
    values[pair.id().getText()] = annotationValue(pair.elementValue().getText());
  }
  const single = maybe(ctx.elementValue());
  if (single) values['value'] = annotationValue(single.getText());
  return { name, key: name.toLowerCase(), values, pos: startOf(ctx) };
}

function annotationValue(text: string): string {
  return text.startsWith("'") ? stringValue(text) : text;
}

/* ---- statements ---- */

export function block(ctx: BlockContext): BlockNode {
  return { kind: 'block', statements: ctx.statement_list().map(statement), pos: startOf(ctx), end: endOf(ctx) };
}

type Converter = (ctx: never) => StmtNode;

/** One entry for each alternative of the grammar's `statement`; an unknown one is refused by name. */
const CONVERTERS = new Map<unknown, Converter>([
  [BlockContext, block as Converter],
  [
    LocalVariableDeclarationStatementContext,
    ((c: LocalVariableDeclarationStatementContext) => local(c.localVariableDeclaration())) as Converter
  ],
  [
    ExpressionStatementContext,
    ((c: ExpressionStatementContext) => ({
      kind: 'expr',
      expr: expression(c.expression()),
      pos: startOf(c)
    })) as Converter
  ],
  [IfStatementContext, ifStatement as Converter],
  [
    SwitchStatementContext,
    ((c: SwitchStatementContext) => ({
      kind: 'switch',
      on: expression(c.expression()),
      whens: c.whenControl_list().map(when),
      pos: startOf(c)
    })) as Converter
  ],
  [ForStatementContext, forStatement as Converter],
  [
    WhileStatementContext,
    ((c: WhileStatementContext) => ({
      kind: 'while',
      test: expression(c.parExpression().expression()),
      body: bodyOf(c),
      pos: startOf(c)
    })) as Converter
  ],
  [
    DoWhileStatementContext,
    ((c: DoWhileStatementContext) => ({
      kind: 'do',
      body: block(c.block()),
      test: expression(c.parExpression().expression()),
      pos: startOf(c)
    })) as Converter
  ],
  [TryStatementContext, tryStatement as Converter],
  [
    ReturnStatementContext,
    ((c: ReturnStatementContext) => ({ kind: 'return', value: optional(c), pos: startOf(c) })) as Converter
  ],
  [
    ThrowStatementContext,
    ((c: ThrowStatementContext) => ({ kind: 'throw', value: expression(c.expression()), pos: startOf(c) })) as Converter
  ],
  [BreakStatementContext, ((c: BreakStatementContext) => ({ kind: 'break', pos: startOf(c) })) as Converter],
  [ContinueStatementContext, ((c: ContinueStatementContext) => ({ kind: 'continue', pos: startOf(c) })) as Converter],
  [InsertStatementContext, ((c: InsertStatementContext) => dml('insert', c)) as Converter],
  [UpdateStatementContext, ((c: UpdateStatementContext) => dml('update', c)) as Converter],
  [DeleteStatementContext, ((c: DeleteStatementContext) => dml('delete', c)) as Converter],
  [UndeleteStatementContext, ((c: UndeleteStatementContext) => dml('undelete', c)) as Converter],
  [UpsertStatementContext, upsert as Converter],
  [
    MergeStatementContext,
    ((c: MergeStatementContext) => ({
      kind: 'dml',
      op: 'merge',
      mode: access(maybe(c.accessLevel())),
      target: expression(c.expression(0)),
      with: expression(c.expression(1)),
      externalId: [],
      pos: startOf(c)
    })) as Converter
  ],
  [
    RunAsStatementContext,
    ((c: RunAsStatementContext) => ({
      kind: 'runAs',
      args: expressions(maybe(c.expressionList())),
      body: block(c.block()),
      pos: startOf(c)
    })) as Converter
  ]
]);

export function statement(ctx: StatementContext): StmtNode {
  const child = ctx.children?.[0];
  const convert = child ? CONVERTERS.get(child.constructor) : undefined;
  if (!convert) throw new UnsupportedSyntax(startOf(ctx), `statement ${child?.constructor.name ?? 'without content'}`);
  return convert(child as never);
}

function optional(ctx: ReturnStatementContext): ExprNode | null {
  const value = maybe(ctx.expression());
  return value ? expression(value) : null;
}

function bodyOf(ctx: { statement(): StatementContext }): StmtNode | null {
  const body = maybe(ctx.statement());
  return body ? statement(body) : null;
}

export function local(ctx: LocalVariableDeclarationContext): LocalNode {
  return {
    kind: 'local',
    modifiers: modifiers(ctx.modifier_list()),
    type: typeRef(ctx.typeRef()),
    variables: variables(ctx.variableDeclarators()),
    pos: startOf(ctx)
  };
}

export function variables(
  ctx: VariableDeclaratorsContext
): { readonly name: Name; readonly initial: ExprNode | null }[] {
  return ctx.variableDeclarator_list().map((v) => {
    const initial = maybe(v.expression());
    return { name: nameOf(v.id()), initial: initial ? expression(initial) : null };
  });
}

function ifStatement(ctx: IfStatementContext): StmtNode {
  const otherwise = maybe(ctx.statement(1));
  return {
    kind: 'if',
    test: expression(ctx.parExpression().expression()),
    then: statement(ctx.statement(0)),
    otherwise: otherwise ? statement(otherwise) : null,
    pos: startOf(ctx)
  };
}

function forStatement(ctx: ForStatementContext): StmtNode {
  const control = ctx.forControl();
  const pos = startOf(ctx);
  const body = bodyOf(ctx);
  const each = maybe(control.enhancedForControl());
  if (each)
    return {
      kind: 'forEach',
      type: typeRef(each.typeRef()),
      name: nameOf(each.id()),
      over: expression(each.expression()),
      body,
      pos
    };
  const test = maybe(control.expression());
  const update = maybe(control.forUpdate());
  return {
    kind: 'for',
    init: forInit(maybe(control.forInit())),
    test: test ? expression(test) : null,
    update: update ? expressions(update.expressionList()) : [],
    body,
    pos
  };
}

function forInit(ctx: ForInitContext | null): LocalNode | readonly ExprNode[] {
  if (!ctx) return [];
  const declared = maybe(ctx.localVariableDeclaration());
  return declared ? local(declared) : expressions(maybe(ctx.expressionList()));
}

function tryStatement(ctx: TryStatementContext): StmtNode {
  const last = maybe(ctx.finallyBlock());
  return {
    kind: 'try',
    body: block(ctx.block()),
    catches: ctx.catchClause_list().map(catchClause),
    finally: last ? block(last.block()) : null,
    pos: startOf(ctx)
  };
}

function catchClause(ctx: CatchClauseContext): CatchNode {
  return {
    type: qualifiedType(ctx.qualifiedName()),
    name: nameOf(ctx.id()),
    body: block(ctx.block()),
    pos: startOf(ctx)
  };
}

export function qualifiedType(ctx: QualifiedNameContext): TypeRef {
  return { parts: ctx.id_list().map((id) => ({ name: nameOf(id), args: [] })), dims: 0, pos: startOf(ctx) };
}

/* ---- switch ---- */

function when(ctx: WhenControlContext): WhenNode {
  const value = ctx.whenValue();
  const body = block(ctx.block());
  const pos = startOf(ctx);
  if (maybe(value.ELSE())) return { value: { kind: 'else' }, body, pos };
  const type = maybe(value.typeRef());
  if (type) return { value: { kind: 'type', type: typeRef(type), name: nameOf(value.id()) }, body, pos };
  return { value: { kind: 'values', values: value.whenLiteral_list().map(whenLiteral) }, body, pos };
}

function whenLiteral(ctx: WhenLiteralContext): WhenValue {
  const inner = maybe(ctx.whenLiteral());
  if (inner) return whenLiteral(inner);
  const pos = startOf(ctx);
  const names = maybe(ctx.qualifiedName());
  if (names) return { kind: 'name', names: names.id_list().map(nameOf), pos };
  const text = ctx.getText();
  if (maybe(ctx.StringLiteral()) ?? maybe(ctx.MultilineStringLiteral()))
    return { kind: 'literal', literal: { kind: 'literal', literal: 'string', value: stringValue(text), pos } };
  if (maybe(ctx.NULL())) return { kind: 'literal', literal: { kind: 'literal', literal: 'null', pos } };
  const sign = ctx.SUB_list().length % 2 === 1 ? '-' : '';
  const long = maybe(ctx.LongLiteral());
  const digits = sign + text.replace(/^[+-]+/, '').replace(/l$/i, '');
  return { kind: 'literal', literal: { kind: 'literal', literal: long ? 'long' : 'integer', digits, pos } };
}

/* ---- DML ---- */

function access(ctx: AccessLevelContext | null): AccessWord {
  if (!ctx) return null;
  return maybe(ctx.USER()) ? 'user' : 'system';
}

function dml(
  op: 'insert' | 'update' | 'delete' | 'undelete',
  ctx: InsertStatementContext | UpdateStatementContext | DeleteStatementContext | UndeleteStatementContext
): StmtNode {
  return {
    kind: 'dml',
    op,
    mode: access(maybe(ctx.accessLevel())),
    target: expression(ctx.expression()),
    with: null,
    externalId: [],
    pos: startOf(ctx)
  };
}

function upsert(ctx: UpsertStatementContext): StmtNode {
  const field = maybe(ctx.qualifiedName());
  return {
    kind: 'dml',
    op: 'upsert',
    mode: access(maybe(ctx.accessLevel())),
    target: expression(ctx.expression()),
    with: null,
    externalId: field ? field.id_list().map(nameOf) : [],
    pos: startOf(ctx)
  };
}
