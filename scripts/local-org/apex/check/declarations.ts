import { methodJsName } from '../../contracts/bound.ts';
import type {
  Annotation,
  BoundConstructor,
  BoundField,
  BoundInitialiser,
  BoundLocal,
  BoundMethod,
  BoundProperty,
  BoundType,
  Expr
} from '../../contracts/bound.ts';
import type {
  Accessor,
  ConstructorDecl,
  FieldDecl,
  InitialiserDecl,
  MethodDecl,
  Modifiers,
  Name,
  ParamNode,
  PropertyDecl,
  StmtNode
} from '../syntax/index.ts';
import {
  ERROR,
  has,
  paramText,
  visibility,
  VOID,
  type FieldSymbol,
  type ProjectClass,
  type Visibility
} from '../symbols/index.ts';
import { checkClassAnnotations, checkMethodAnnotations, isTestMethod } from './annotations.ts';
import { supported } from './calls.ts';
import { Body, type UnitContext } from './context.ts';
import { impliedConstructor } from './creation.ts';
import { convertTo } from './convert.ts';
import { expression } from './expression.ts';
import { checkInheritance } from './inheritance.ts';
import { chooseOverload, convertArgs } from './overload.ts';
import { checkLocalMarks } from './modifiers.ts';
import { block } from './statements.ts';
import { hidesInherited, isVisible } from './visibility.ts';

/** Types may stand one level deep in a class (Apex Developer Guide, Apex Class Definition); what stands in an anonymous block is a class of its own. */
function checkInner(unit: UnitContext, cls: ProjectClass): void {
  if (!cls.outer || cls.outer.name === '') return;
  if (cls.inner.size > 0) unit.error(cls.decl.pos, 'Inner types are not allowed to have inner types');
  for (const m of cls.decl.members)
    if (m.kind === 'initialiser' && m.static)
      unit.error(m.body.pos, 'Inner types are not allowed to have static blocks');
}

/** A class with all its bodies checked. */
export function boundType(unit: UnitContext, cls: ProjectClass): BoundType {
  const { decl } = cls;
  checkDuplicates(unit, cls);
  const bridges = checkInheritance(unit, cls);
  checkClassAnnotations(unit, cls);
  checkInner(unit, cls);
  const methods = decl.members.filter((m) => m.kind === 'method');
  return {
    form: decl.form,
    name: cls.name,
    access: cls.access,
    abstract: has(decl.modifiers, 'abstract') || decl.form === 'interface',
    virtual: cls.virtual,
    sharing: sharing(decl.modifiers),
    superclass: cls.superclass,
    interfaces: cls.interfaces,
    annotations: annotations(decl.modifiers),
    enumValues: decl.enumValues.map((v) => ({ name: v.text, pos: v.pos })),
    members: decl.members.flatMap((m): BoundType['members'] => {
      if (m.kind === 'field') return fields(unit, cls, m);
      if (m.kind === 'property') return [property(unit, cls, m)];
      return m.kind === 'initialiser' ? [initialiser(unit, cls, m)] : [];
    }),
    methods: methods.map((m) => method(unit, cls, m)),
    ...(bridges.length > 0 ? { bridges } : {}),
    constructors: decl.members.filter((m) => m.kind === 'constructor').map((m) => constructor(unit, cls, m)),
    inner: [...cls.inner.values()].map((i) => boundType(unit, i)),
    pos: decl.pos
  };
}

function sharing(modifiers: Modifiers): BoundType['sharing'] {
  if (has(modifiers, 'with sharing')) return 'with';
  if (has(modifiers, 'without sharing')) return 'without';
  return has(modifiers, 'inherited sharing') ? 'inherited' : null;
}

function annotations(modifiers: Modifiers): Annotation[] {
  return modifiers.annotations.map((a) => ({ name: a.name, values: a.values, pos: a.pos }));
}

/** Apex Developer Guide, Execution Governors and Limits: parameters of a method. */
const MOST_PARAMETERS = 32;

/* ---- duplicates ---- */

/** A static field may follow an instance field of its name, not the other way round (the platform's compiler). */
class FieldNames {
  private readonly unit: UnitContext;
  private readonly statics = new Set<string>();
  private readonly own = new Set<string>();

  constructor(unit: UnitContext) {
    this.unit = unit;
  }

  add(name: Name, isStatic: boolean): void {
    if (this.statics.has(name.key) || (!isStatic && this.own.has(name.key)))
      this.unit.error(name.pos, `Duplicate field: ${name.text}`);
    (isStatic ? this.statics : this.own).add(name.key);
  }
}

/** Names that a class, or the block around methods and classes, declares twice. */
export function checkDuplicates(unit: UnitContext, cls: ProjectClass): void {
  const owner = cls.name === '' ? 'AnonymousBlock' : cls.name;
  const fields = new FieldNames(unit);
  const shapes = new Set<string>();
  const inner = new Set<string>();
  for (const m of cls.decl.members) {
    if (m.kind === 'field') for (const v of m.variables) fields.add(v.name, has(m.modifiers, 'static'));
    if (m.kind === 'property') fields.add(m.name, has(m.modifiers, 'static'));
    if (m.kind === 'type') once(unit, inner, m.name.key, m.name, `Type name already in use: ${m.name.text}`);
  }
  for (const v of cls.decl.enumValues) fields.add(v, true);
  for (const m of [...cls.allMethods, ...cls.constructors]) {
    if (!m.decl) continue;
    const text =
      'name' in m
        ? `${m.name} ${m.returns.text} ${owner}.${m.name}(${paramText(m.params)})`
        : `<init> void ${owner}.<init>(${paramText(m.params)})`;
    once(unit, shapes, m.jsName, m.decl, `Method already defined: ${text} from the type ${owner}`);
    if (m.params.length > MOST_PARAMETERS)
      unit.error(m.decl.pos, `Invalid number of parameters exceeds: ${MOST_PARAMETERS}`);
  }
}

function once(
  unit: UnitContext,
  seen: Set<string>,
  key: string,
  at: { readonly pos: { readonly line: number; readonly column: number } },
  message: string
): void {
  if (seen.has(key)) unit.error(at.pos, message);
  seen.add(key);
}

/* ---- fields ---- */

function fields(unit: UnitContext, cls: ProjectClass, decl: FieldDecl): BoundField[] {
  const type = unit.world.typeOf(decl.type, cls);
  unit.use(type);
  const isStatic = has(decl.modifiers, 'static');
  return decl.variables.map((v) => {
    topLevelStatic(unit, cls, isStatic, v.name.pos, 'fields');
    const body = new Body(unit, cls, { static: isStatic, constructing: true });
    const initial = v.initial ? convertTo(body, expression(body, v.initial), type, v.name.pos) : null;
    return {
      kind: 'field',
      name: v.name.text,
      hides: hides(unit, cls, v.name.key),
      type,
      static: isStatic,
      final: has(decl.modifiers, 'final'),
      transient: has(decl.modifiers, 'transient'),
      access: visibility(decl.modifiers, 'private'),
      annotations: annotations(decl.modifiers),
      initial,
      pos: v.name.pos
    };
  });
}

function hides(unit: UnitContext, cls: ProjectClass, key: string): boolean {
  const field = cls.field(key);
  return field !== undefined && hidesInherited(unit.world, field);
}

function topLevelStatic(
  unit: UnitContext,
  cls: ProjectClass,
  isStatic: boolean,
  pos: FieldDecl['pos'],
  what: string
): void {
  if (isStatic && cls.outer && cls.outer.name !== '')
    unit.error(pos, `static can only be used on ${what} of a top level type`);
}

function property(unit: UnitContext, cls: ProjectClass, decl: PropertyDecl): BoundProperty {
  const type = unit.world.typeOf(decl.type, cls, decl.pos);
  unit.use(type);
  const isStatic = has(decl.modifiers, 'static');
  const access = visibility(decl.modifiers, 'private');
  const field = cls.field(decl.name.key) ?? null;
  topLevelStatic(unit, cls, isStatic, decl.pos, 'properties');
  for (const a of [decl.getter, decl.setter]) if (a) checkAccessor(unit, a, access);
  return {
    kind: 'property',
    name: decl.name.text,
    hides: hides(unit, cls, decl.name.key),
    type,
    static: isStatic,
    transient: has(decl.modifiers, 'transient'),
    abstract: has(decl.modifiers, 'abstract'),
    access,
    annotations: annotations(decl.modifiers),
    getter: decl.getter ? getter(unit, cls, decl.getter, field, isStatic, access, decl.pos) : null,
    setter: decl.setter ? setter(unit, cls, decl, decl.setter, field, isStatic, access) : null,
    pos: decl.pos
  };
}

/** An accessor may be seen by fewer than its property. */
function checkAccessor(unit: UnitContext, a: Accessor, access: Visibility): void {
  const order: readonly Visibility[] = ['private', 'protected', 'public', 'global'];
  const wider = visibility(a.modifiers, access);
  if (order.indexOf(wider) > order.indexOf(access))
    unit.error(a.pos, `Cannot declare ${wider} accessor on ${access} property`);
}

function getter(
  unit: UnitContext,
  cls: ProjectClass,
  a: Accessor,
  field: FieldSymbol | null,
  isStatic: boolean,
  access: Visibility,
  pos: PropertyDecl['pos']
): BoundProperty['getter'] {
  const body = new Body(unit, cls, { static: isStatic, returns: field?.type ?? ERROR, accessor: field });
  const made = a.body ? block(body, a.body) : null;
  if (made && !made.ends)
    unit.error(pos, `Missing return statement required return type: ${field?.type.text ?? 'Object'}`);
  return { access: visibility(a.modifiers, access), body: made?.block ?? null, pos: a.pos };
}

function setter(
  unit: UnitContext,
  cls: ProjectClass,
  decl: PropertyDecl,
  a: Accessor,
  field: FieldSymbol | null,
  isStatic: boolean,
  access: Visibility
): BoundProperty['setter'] {
  const body = new Body(unit, cls, { static: isStatic, returns: VOID, accessor: field });
  const param = body.declare({ text: 'value', key: 'value', pos: decl.pos }, field?.type ?? ERROR, false);
  return {
    access: visibility(a.modifiers, access),
    body: a.body ? block(body, a.body).block : null,
    param,
    pos: a.pos
  };
}

function initialiser(unit: UnitContext, cls: ProjectClass, decl: InitialiserDecl): BoundInitialiser {
  const body = new Body(unit, cls, { static: decl.static, returns: VOID, constructing: true });
  return { kind: 'initialiser', static: decl.static, body: block(body, decl.body).block, pos: decl.pos };
}

/* ---- methods ---- */

function params(body: Body, list: readonly ParamNode[]): BoundLocal[] {
  return list.map((p) => {
    const type = body.world.typeOf(p.type, body.cls, p.name.pos);
    body.unit.use(type);
    checkLocalMarks(body.unit, p.modifiers, 'parameters', p.name.pos);
    return body.declare(p.name, type, has(p.modifiers, 'final'));
  });
}

export function method(
  unit: UnitContext,
  cls: ProjectClass,
  decl: MethodDecl,
  trigger: string | null = null
): BoundMethod {
  const symbol = cls.methods(decl.name.key).find((m) => m.decl === decl);
  if (!symbol) throw new Error(`No symbol for method ${decl.name.text}`);
  unit.use(symbol.returns);
  topLevelStatic(unit, cls, has(decl.modifiers, 'static'), decl.pos, 'methods');
  const body = new Body(unit, cls, { static: symbol.static, returns: symbol.returns, trigger });
  const locals = params(body, decl.params);
  checkBodyPresence(unit, decl, symbol.abstract);
  checkMethodAnnotations(unit, decl, symbol);
  const made = decl.body ? block(body, decl.body) : null;
  if (decl.body && made && !made.ends && symbol.returns !== VOID && symbol.returns !== ERROR)
    unit.error(decl.pos, `Missing return statement required return type: ${symbol.returns.text}`);
  return {
    name: symbol.name,
    jsName: symbol.jsName,
    params: locals,
    returns: symbol.returns,
    static: symbol.static,
    abstract: symbol.abstract,
    access: symbol.access,
    annotations: annotations(decl.modifiers),
    isTest: isTestMethod(decl) && symbol.returns === VOID,
    body: made?.block ?? null,
    pos: decl.pos
  };
}

function checkBodyPresence(unit: UnitContext, decl: MethodDecl, isAbstract: boolean): void {
  if (isAbstract && decl.body) unit.error(decl.pos, 'Abstract methods cannot have a body');
  if (!isAbstract && !decl.body) unit.error(decl.pos, 'Method must have a body');
}

/* ---- constructors ---- */

function constructor(unit: UnitContext, cls: ProjectClass, decl: ConstructorDecl): BoundConstructor {
  const symbol = cls.constructors.find((c) => c.decl === decl);
  if (!symbol) throw new Error(`No symbol for constructor of ${cls.name}`);
  if (decl.name.key !== cls.key) unit.error(decl.pos, `Invalid constructor name: ${decl.name.text}`);
  const body = new Body(unit, cls, { static: false, returns: VOID, constructing: true, role: 'constructor' });
  const locals = params(body, decl.params);
  const [first, ...rest] = decl.body.statements;
  const chained = first ? chain(body, cls, first) : null;
  if (!chained) checkImpliedSuper(body, cls, decl);
  const made = block(body, chained ? { ...decl.body, statements: rest } : decl.body);
  return {
    jsName: symbol.jsName,
    params: locals,
    access: symbol.access,
    annotations: annotations(decl.modifiers),
    chain: chained,
    body: made.block,
    pos: decl.pos
  };
}

/** `this(...)` or `super(...)` as the first statement. */
function chain(body: Body, cls: ProjectClass, first: StmtNode): BoundConstructor['chain'] {
  if (first.kind !== 'expr' || first.expr.kind !== 'chain') return null;
  const { to, pos } = first.expr;
  const args = first.expr.args.map((a) => expression(body, a));
  const target = to === 'this' ? cls.type : cls.superclass;
  if (!target) return { to, jsName: methodJsName('new', []), args };
  if (args.some((a) => a.type === ERROR)) return { to, jsName: methodJsName('new', []), args };
  return chainTo(body, to, target, args, pos);
}

function chainTo(
  body: Body,
  to: 'this' | 'super',
  target: ProjectClass['type'],
  args: readonly Expr[],
  pos: Expr['pos']
): BoundConstructor['chain'] {
  const { world } = body;
  const chosen = chooseOverload(world, world.constructorsOf(target), args);
  if (chosen && isVisible(body, chosen, chosen.access)) {
    const platform = chosen.owner.source === 'platform' ? chosen.signature : undefined;
    if (platform !== undefined) supported(body, platform, pos);
    return {
      to,
      jsName: chosen.jsName,
      args: convertArgs(world, chosen, args),
      ...(platform === undefined ? {} : { platform })
    };
  }
  const implied = impliedConstructor(body, target, args);
  if (!implied) body.error(pos, `No constructor defined: void <init>(${paramText(args.map((a) => a.type))})`);
  return { to, jsName: methodJsName('new', implied ?? []), args: convertArgs(world, { params: implied ?? [] }, args) };
}

function checkImpliedSuper(body: Body, cls: ProjectClass, decl: ConstructorDecl): void {
  const base = cls.superclass ? body.world.projectOf(cls.superclass) : undefined;
  if (!base || base.constructors.length === 0 || body.world.isException(base.type)) return;
  if (!base.constructors.some((c) => c.params.length === 0))
    body.error(decl.pos, `No default constructor available in super type: ${base.name}`);
}
