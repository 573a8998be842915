import {
  ClassDeclarationContext,
  ConstructorDeclarationContext,
  EnumDeclarationContext,
  FieldDeclarationContext,
  InterfaceDeclarationContext,
  MethodDeclarationContext,
  PropertyDeclarationContext
} from '@apexdevtools/apex-parser';
import type {
  AnonymousUnitContext,
  ApexParserRuleContext,
  ClassBodyDeclarationContext,
  FormalParametersContext,
  InterfaceMethodDeclarationContext,
  ModifierContext,
  StatementContext,
  TriggerUnitContext,
  TypeDeclarationContext
} from '@apexdevtools/apex-parser';
import type {
  Accessor,
  BlockNode,
  ConstructorDecl,
  FieldDecl,
  Member,
  MethodDecl,
  Modifiers,
  ParamNode,
  PropertyDecl,
  StmtNode,
  TypeDecl,
  Unit
} from '../ast.ts';
import { endOf, maybe, startOf } from './source.ts';
import { UnsupportedSyntax } from '../problems.ts';
import { nameOf, typeList, typeRef } from './expressions.ts';
import { block, modifiers, statement, variables } from './statements.ts';

export function typeDeclaration(ctx: TypeDeclarationContext): TypeDecl {
  const inner = maybe(ctx.classDeclaration()) ?? maybe(ctx.enumDeclaration()) ?? ctx.interfaceDeclaration();
  const member = declared(inner, modifiers(ctx.modifier_list()));
  if (member.kind !== 'type') throw new UnsupportedSyntax(startOf(ctx), `declaration ${inner.constructor.name}`);
  return member;
}

function declared(ctx: ApexParserRuleContext, mods: Modifiers): Member {
  if (ctx instanceof MethodDeclarationContext) return method(ctx, mods);
  if (ctx instanceof FieldDeclarationContext) return field(ctx, mods);
  if (ctx instanceof PropertyDeclarationContext) return property(ctx, mods);
  if (ctx instanceof ConstructorDeclarationContext) return constructorOf(ctx, mods);
  if (ctx instanceof ClassDeclarationContext) return classOf(ctx, mods);
  if (ctx instanceof InterfaceDeclarationContext) return interfaceOf(ctx, mods);
  if (ctx instanceof EnumDeclarationContext) return enumOf(ctx, mods);
  throw new UnsupportedSyntax(startOf(ctx), `declaration ${ctx.constructor.name}`);
}

function classOf(ctx: ClassDeclarationContext, mods: Modifiers): TypeDecl {
  const superclass = maybe(ctx.typeRef());
  const interfaces = maybe(ctx.typeList());
  return {
    kind: 'type',
    form: 'class',
    name: nameOf(ctx.id()),
    modifiers: mods,
    superclass: superclass ? typeRef(superclass) : null,
    interfaces: interfaces ? typeList(interfaces) : [],
    members: ctx.classBody().classBodyDeclaration_list().flatMap(bodyMember),
    enumValues: [],
    pos: startOf(ctx.id())
  };
}

function bodyMember(ctx: ClassBodyDeclarationContext): Member[] {
  const body = maybe(ctx.block());
  if (body)
    return [{ kind: 'initialiser', static: maybe(ctx.STATIC()) !== null, body: block(body), pos: startOf(ctx) }];
  const member = maybe(ctx.memberDeclaration())?.children?.[0];
  return member ? [declared(member as ApexParserRuleContext, modifiers(ctx.modifier_list()))] : [];
}

function interfaceOf(ctx: InterfaceDeclarationContext, mods: Modifiers): TypeDecl {
  const supers = maybe(ctx.typeList());
  return {
    kind: 'type',
    form: 'interface',
    name: nameOf(ctx.id()),
    modifiers: mods,
    superclass: null,
    interfaces: supers ? typeList(supers) : [],
    members: ctx.interfaceBody().interfaceMethodDeclaration_list().map(interfaceMethod),
    enumValues: [],
    pos: startOf(ctx.id())
  };
}

function interfaceMethod(ctx: InterfaceMethodDeclarationContext): MethodDecl {
  const returns = maybe(ctx.typeRef());
  return {
    kind: 'method',
    modifiers: modifiers(ctx.modifier_list()),
    returns: returns ? typeRef(returns) : null,
    name: nameOf(ctx.id()),
    params: params(ctx.formalParameters()),
    body: null,
    pos: startOf(ctx.id())
  };
}

function enumOf(ctx: EnumDeclarationContext, mods: Modifiers): TypeDecl {
  const values = maybe(ctx.enumConstants());
  return {
    kind: 'type',
    form: 'enum',
    name: nameOf(ctx.id()),
    modifiers: mods,
    superclass: null,
    interfaces: [],
    members: [],
    enumValues: values ? values.id_list().map(nameOf) : [],
    pos: startOf(ctx.id())
  };
}

function method(ctx: MethodDeclarationContext, mods: Modifiers): MethodDecl {
  const returns = maybe(ctx.typeRef());
  const body = maybe(ctx.block());
  return {
    kind: 'method',
    modifiers: mods,
    returns: returns ? typeRef(returns) : null,
    name: nameOf(ctx.id()),
    params: params(ctx.formalParameters()),
    body: body ? block(body) : null,
    pos: startOf(ctx.id())
  };
}

function constructorOf(ctx: ConstructorDeclarationContext, mods: Modifiers): ConstructorDecl {
  const [id] = ctx.qualifiedName().id_list();
  if (!id) throw new UnsupportedSyntax(startOf(ctx), 'constructor without a name');
  return {
    kind: 'constructor',
    modifiers: mods,
    name: nameOf(id),
    params: params(ctx.formalParameters()),
    body: block(ctx.block()),
    pos: startOf(ctx)
  };
}

function field(ctx: FieldDeclarationContext, mods: Modifiers): FieldDecl {
  return {
    kind: 'field',
    modifiers: mods,
    type: typeRef(ctx.typeRef()),
    variables: variables(ctx.variableDeclarators()),
    pos: startOf(ctx)
  };
}

function property(ctx: PropertyDeclarationContext, mods: Modifiers): PropertyDecl {
  let getter: Accessor | null = null;
  let setter: Accessor | null = null;
  for (const part of ctx.propertyBlock_list()) {
    const get = maybe(part.getter());
    const found = get ?? part.setter();
    const body = maybe(found.block());
    const accessor: Accessor = {
      modifiers: modifiers(part.modifier_list()),
      body: body ? block(body) : null,
      pos: startOf(found)
    };
    if (get) getter = accessor;
    else setter = accessor;
  }
  return {
    kind: 'property',
    modifiers: mods,
    type: typeRef(ctx.typeRef()),
    name: nameOf(ctx.id()),
    getter,
    setter,
    pos: startOf(ctx.id())
  };
}

function params(ctx: FormalParametersContext): ParamNode[] {
  const list = maybe(ctx.formalParameterList());
  if (!list) return [];
  return list
    .formalParameter_list()
    .map((p) => ({ modifiers: modifiers(p.modifier_list()), type: typeRef(p.typeRef()), name: nameOf(p.id()) }));
}

/* ---- triggers and anonymous blocks: statements and members mixed ---- */

interface LooseMember {
  statement(): StatementContext;
  modifier_list(): ModifierContext[];
}

/** Fields of a trigger or block are its local variables; methods and types are set apart. */
function loose(members: readonly LooseMember[], declaration: (m: never) => ApexParserRuleContext | null) {
  const statements: StmtNode[] = [];
  const methods: MethodDecl[] = [];
  const types: TypeDecl[] = [];
  for (const part of members) {
    const stmt = maybe(part.statement());
    if (stmt) {
      statements.push(statement(stmt));
      continue;
    }
    const ctx = declaration(part as never)?.children?.[0] as ApexParserRuleContext | undefined;
    if (!ctx) continue;
    const member = declared(ctx, modifiers(part.modifier_list()));
    if (member.kind === 'method') methods.push(member);
    else if (member.kind === 'type') types.push(member);
    else if (member.kind === 'field')
      statements.push({
        kind: 'local',
        modifiers: member.modifiers,
        type: member.type,
        variables: member.variables,
        pos: member.pos
      });
    else throw new UnsupportedSyntax(member.pos, `${member.kind} outside a class`);
  }
  return { statements, methods, types };
}

function blockOf(ctx: ApexParserRuleContext, statements: readonly StmtNode[]): BlockNode {
  return { kind: 'block', statements, pos: startOf(ctx), end: endOf(ctx) };
}

export function triggerUnit(ctx: TriggerUnitContext, file: string): Unit {
  const body = ctx.triggerBlock();
  const { statements, methods, types } = loose(
    body.triggerBlockMember_list(),
    (m: ReturnType<typeof body.triggerBlockMember>) => maybe(m.triggerMemberDeclaration())
  );
  return {
    kind: 'trigger',
    file,
    name: nameOf(ctx.id(0)),
    object: nameOf(ctx.id(1)),
    events: ctx
      .triggerCase_list()
      .map((c) => ({ text: (c.children ?? []).map((w) => w.getText().toLowerCase()).join(' '), pos: startOf(c) })),
    body: blockOf(body, statements),
    methods,
    types
  };
}

export function anonymousUnit(ctx: AnonymousUnitContext, file: string): Unit {
  const body = ctx.anonymousBlock();
  const { statements, methods, types } = loose(
    body.anonymousBlockMember_list(),
    (m: ReturnType<typeof body.anonymousBlockMember>) => maybe(m.anonymousMemberDeclaration())
  );
  return { kind: 'anonymous', file, body: blockOf(body, statements), methods, types };
}
