import type { Expr, Type } from '../../contracts/bound.ts';
import type { Position } from '../../contracts/diagnostics.ts';
import type { ExprNode, Name } from '../syntax/index.ts';
import {
  BOOLEAN,
  classType,
  ERROR,
  INTEGER,
  listOf,
  mapOf,
  OBJECT,
  paramText,
  PRIMITIVES,
  ProjectClass,
  sobjectType,
  STRING,
  VOID,
  type MethodSymbol
} from '../symbols/index.ts';
import { broken, fail, type Body } from './context.ts';
import { rowOrNull, singleRecord } from './convert.ts';
import { expression } from './expression.ts';
import { entity, isValue, namesOf, objectToken, shadowedType, type Entity } from './names.ts';
import { chooseOverload, convertArgs, isAmbiguous } from './overload.ts';
import { placeOf } from './place.ts';
import { receiverProblem } from './receivers.ts';
import { isVisible } from './visibility.ts';

export type CallNode = ExprNode & { kind: 'call' };

export function call(body: Body, node: CallNode): Expr {
  const args = node.args.map((a) => expression(body, a));
  if (args.some((a) => a.type === ERROR)) {
    if (node.target && node.target.kind !== 'super' && node.target.kind !== 'name') expressionOrType(body, node.target);
    return broken(node.pos);
  }
  if (node.target === null) return ownCall(body, node, args);
  if (node.target.kind === 'super') return superCall(body, node, args);
  return targetCall(body, node, node.target, args);
}

/** Reports what is wrong in a target whose arguments are already wrong. */
function expressionOrType(body: Body, target: ExprNode): void {
  if (target.kind !== 'dot') expression(body, target);
}

export function missing(name: Name, args: readonly Expr[], type: string): string {
  return `Method does not exist or incorrect signature: void ${name.text}(${paramText(args.map((a) => a.type))}) from the type ${type}`;
}

/* ---- foo(x) ---- */

function ownCall(body: Body, node: CallNode, args: readonly Expr[]): Expr {
  for (let c: ProjectClass | null = body.cls; c; c = c.outer) {
    const chosen = chooseOverload(body.world, body.world.methods(c.type, node.name.key), args);
    if (!chosen) continue;
    if (chosen.static) return methodCall(body, chosen, null, c.type, args, node);
    if (c === body.cls) return instanceOwnCall(body, chosen, c, args, node);
  }
  const fallback =
    body.cls && !body.static
      ? objectCall(body, { kind: 'this', type: body.cls.type, pos: node.pos }, node, args)
      : null;
  return fallback ?? fail(body, node.pos, missing(node.name, args, body.cls?.name || 'anonymous_block'));
}

function instanceOwnCall(
  body: Body,
  chosen: MethodSymbol,
  cls: ProjectClass,
  args: readonly Expr[],
  node: CallNode
): Expr {
  if (!body.static)
    return methodCall(body, chosen, { kind: 'this', type: cls.type, pos: node.pos }, cls.type, args, node);
  return fail(body, node.pos, `Non static method cannot be referenced from a static context: ${methodText(chosen)}`);
}

function superCall(body: Body, node: CallNode, args: readonly Expr[]): Expr {
  const base = body.cls?.superclass;
  const self = body.cls;
  if (body.static) return fail(body, node.target?.pos ?? node.pos, 'Super cannot be referenced in a static context');
  if (!base || !self) return fail(body, node.pos, missing(node.name, args, 'Object'));
  const chosen = chooseOverload(
    body.world,
    body.world.methods(base, node.name.key).filter((m) => !m.static),
    args
  );
  const target: Expr = { kind: 'this', type: self.type, pos: node.pos };
  if (!chosen)
    return (
      objectCall(body, target, node, args, true) ??
      staticThroughInstance(body, base, node, args) ??
      fail(body, node.pos, missing(node.name, args, base.text))
    );
  if (chosen.abstract) return fail(body, node.pos, `Abstract method cannot be called directly: ${methodText(chosen)}`);
  const made = methodCall(body, chosen, target, base, args, node);
  if (made.kind === 'call') return { ...made, how: 'super' };
  return made.kind === 'platformCall' ? { ...made, superCall: true } : made;
}

/* ---- x.foo(y) ---- */

function targetCall(body: Body, node: CallNode, target: ExprNode, args: readonly Expr[]): Expr {
  const on = entity(body, target);
  if (!on) return noTarget(body, target);
  const made = callOn(body, on, node, args) ?? shadowedType(body, target, on, (type) => callOn(body, type, node, args));
  if (made) return made;
  const mistaken = on.kind === 'value' ? staticThroughInstance(body, on.expr.type, node, args) : null;
  return mistaken ?? fail(body, node.pos, missing(node.name, args, entityText(on)));
}

/** The left side of the dot means nothing: of names alone all are told, else the first that is not there. */
function noTarget(body: Body, target: ExprNode): Expr {
  const names = namesOf(target);
  if (!names || (target.kind === 'dot' && isValue(body, target))) return expression(body, target);
  return fail(body, placeOf(target), `Variable does not exist: ${names.join('.')}`);
}

function entityText(on: Entity): string {
  switch (on.kind) {
    case 'value':
      return on.expr.type.text;
    case 'type':
      return on.type.text;
    case 'namespace':
      return on.space;
    case 'labels':
      return 'System.Label';
    case 'trigger':
      return 'Trigger';
    case 'pages':
      return 'Page';
    case 'describe':
      return on.expr.type.text;
  }
}

function callOn(body: Body, on: Entity, node: CallNode, args: readonly Expr[]): Expr | null {
  switch (on.kind) {
    case 'value':
      return instanceCall(body, on.expr, node, args);
    case 'describe':
      return instanceCall(body, on.expr, node, args);
    case 'type':
      return (
        staticCall(body, on.type, node, args) ?? (on.space === null ? null : spaceCall(body, on.space, node, args))
      );
    case 'namespace':
      return spaceCall(body, on.space, node, args);
    case 'labels':
      return staticCall(body, classType('class', 'platform', 'System.Label'), node, args);
    case 'trigger':
    case 'pages':
      return null;
  }
}

/** `System.debug`, `Database.query` written with a namespace: the class of the same name answers. */
function spaceCall(body: Body, space: string, node: CallNode, args: readonly Expr[]): Expr | null {
  const type = body.world.platform.find(`System.${space}`);
  return type ? staticCall(body, type, node, args) : null;
}

/* ---- static methods ---- */

export function staticCall(body: Body, type: Type, node: CallNode, args: readonly Expr[]): Expr | null {
  if (type.kind === 'sobject') return recordStatic(body, type.object, node, args);
  const enumCall = enumStatic(body, type, node, args);
  if (enumCall) return enumCall;
  const all = body.world.methods(type, node.name.key);
  const chosen = chooseOverload(
    body.world,
    all.filter((m) => m.static),
    args
  );
  if (chosen) return methodCall(body, chosen, null, type, args, node);
  return outerInstanceCall(body, type, all, node, args);
}

/** An instance method called through a type: allowed on a class around or above this one, as `Base.method()`. */
function outerInstanceCall(
  body: Body,
  type: Type,
  all: readonly MethodSymbol[],
  node: CallNode,
  args: readonly Expr[]
): Expr | null {
  const instance = chooseOverload(body.world, all, args);
  if (!instance) return null;
  return fail(body, node.pos, `Non static method cannot be referenced from a static context: ${methodText(instance)}`);
}

function enumStatic(body: Body, type: Type, node: CallNode, args: readonly Expr[]): Expr | null {
  if (type.kind !== 'class' || type.form !== 'enum') return null;
  const target: Expr = {
    kind: 'typeLiteral',
    of: type,
    type: classType('class', 'platform', 'System.Type'),
    pos: node.pos
  };
  const [first] = args;
  if (node.name.key === 'values' && args.length === 0)
    return builtIn(body, 'System.Enum', 'values', [], listOf(type), target, args, node, true);
  if (node.name.key === 'valueof' && first && args.length === 1)
    return builtIn(body, 'System.Enum', 'valueOf', [STRING], type, target, args, node, true);
  return null;
}

/** `Account.getSObjectType()`, and static methods of custom settings and custom metadata types: there the receiver is the object's token. */
function recordStatic(body: Body, object: string | null, node: CallNode, args: readonly Expr[]): Expr | null {
  const info = body.world.sobjects.info(object);
  if (object !== null && node.name.key === 'getsobjecttype' && args.length === 0) return objectToken(object, node.pos);
  if (!info || object === null || (info.kind !== 'customSetting' && info.kind !== 'customMetadata')) return null;
  const record = sobjectType(object);
  const forms = STATIC_FORMS.filter((f) => f.key === node.name.key && f.on === info.kind);
  const chosen = chooseOverload(body.world, forms, args);
  if (!chosen) return null;
  return builtIn(
    body,
    'System.SObject',
    chosen.name,
    chosen.params,
    chosen.all ? mapOf(STRING, record) : record,
    objectToken(object, node.pos),
    args,
    node,
    true
  );
}

interface StaticForm {
  readonly on: 'customSetting' | 'customMetadata';
  readonly name: string;
  readonly key: string;
  readonly params: readonly Type[];
  readonly all: boolean;
}

function form(on: StaticForm['on'], name: string, params: readonly Type[], all = false): StaticForm {
  return { on, name, key: name.toLowerCase(), params, all };
}

/** Apex Reference: Custom Settings Methods, Custom Metadata Type Methods. As in the jars, an Id is given as text. */
const STATIC_FORMS: readonly StaticForm[] = [
  form('customSetting', 'getInstance', []),
  form('customSetting', 'getInstance', [STRING]),
  form('customSetting', 'getOrgDefaults', []),
  form('customSetting', 'getValues', [STRING]),
  form('customSetting', 'getAll', [], true),
  form('customMetadata', 'getAll', [], true),
  form('customMetadata', 'getInstance', [STRING])
];

/* ---- instance methods ---- */

function instanceCall(body: Body, target: Expr, node: CallNode, args: readonly Expr[]): Expr | null {
  if (target.type === ERROR) return broken(node.pos);
  if (target.type === VOID) return null;
  const all = body.world.methods(target.type, node.name.key);
  const chosen = chooseOverload(
    body.world,
    all.filter((m) => !m.static),
    args
  );
  if (chosen) return methodCall(body, chosen, target, target.type, args, node);
  return objectCall(body, target, node, args) ?? recordOfQuery(body, target, node, args);
}

function recordOfQuery(body: Body, target: Expr, node: CallNode, args: readonly Expr[]): Expr | null {
  if (target.type.kind !== 'list') return null;
  const record = singleRecord(body.world, target, target.type.element);
  return record ? instanceCall(body, node.safe ? rowOrNull(record) : record, node, args) : null;
}

function staticThroughInstance(body: Body, on: Type, node: CallNode, args: readonly Expr[]): Expr | null {
  if (on === ERROR || on === VOID) return null;
  const all = body.world.methods(on, node.name.key).filter((m) => m.static);
  const chosen = chooseOverload(body.world, all, args);
  if (!chosen) return null;
  return fail(body, node.pos, `Static method cannot be referenced from a non static context: ${methodText(chosen)}`);
}

/** What every object answers: equals, hashCode, toString, clone of class instances, name and ordinal of enum values. */
function objectCall(body: Body, target: Expr, node: CallNode, args: readonly Expr[], superCall = false): Expr | null {
  const { type } = target;
  const [first] = args;
  const key = node.name.key;
  const none = args.length === 0;
  if (type.kind === 'class' && type.form === 'enum' && none) {
    if (key === 'name') return builtIn(body, 'System.Enum', 'name', [], STRING, target, args, node, false);
    if (key === 'ordinal') return builtIn(body, 'System.Enum', 'ordinal', [], INTEGER, target, args, node, false);
  }
  if (type.kind === 'void' || type.kind === 'null') return null;
  if (key === 'tostring' && none)
    return builtIn(body, 'System.Object', 'toString', [], STRING, target, args, node, false, superCall);
  if (key === 'hashcode' && none)
    return builtIn(body, 'System.Object', 'hashCode', [], INTEGER, target, args, node, false, superCall);
  if (key === 'equals' && first && args.length === 1)
    return builtIn(body, 'System.Object', 'equals', [OBJECT], BOOLEAN, target, args, node, false, superCall);
  if (key === 'clone' && none && type.kind === 'class' && type.source === 'project')
    return builtIn(body, 'System.Object', 'clone', [], type, target, args, node, false);
  return null;
}

function builtIn(
  body: Body,
  owner: string,
  name: string,
  params: readonly Type[],
  type: Type,
  target: Expr,
  args: readonly Expr[],
  node: CallNode,
  isStatic: boolean,
  superCall = false
): Expr {
  const signature = `${owner}.${name}(${params.map((p) => p.text).join(',')})`;
  return {
    kind: 'platformCall',
    target,
    owner,
    name,
    signature,
    args: convertArgs(body.world, { params }, args),
    static: isStatic,
    safe: node.safe,
    supported: supported(body, signature, node.pos),
    dynamic: owner === 'System.Object',
    ...(superCall ? { superCall } : {}),
    type,
    pos: node.pos
  };
}

/* ---- the chosen method ---- */

export function supported(body: Body, signature: string, pos: Position): boolean {
  if (body.unit.env.supports(signature)) return true;
  if (body.unit.env.strict) body.unit.unsupported(pos, body.unit.env.refused?.(signature) ?? signature);
  return false;
}

function methodCall(
  body: Body,
  method: MethodSymbol,
  target: Expr | null,
  on: Type,
  args: readonly Expr[],
  node: CallNode
): Expr {
  const converted = convertArgs(body.world, method, args);
  const problem = receiverProblem(method, on, target, args, node.safe);
  if (problem !== null) return fail(body, node.pos, problem);
  if (method.owner.source === 'platform') return platformCall(body, method, target, on, converted, node);
  body.unit.use(method.owner.type);
  if (!isVisible(body, method, method.access))
    return fail(body, node.pos, `Method is not visible: ${methodText(method)}`, 'visibility');
  if (isAmbiguous(body.world, body.world.methods(method.owner.type, method.key), args, method))
    return fail(
      body,
      node.pos,
      `Ambiguous method signature: void ${method.name}(${paramText(args.map((a) => a.type))})`
    );
  return {
    kind: 'call',
    target: method.static ? null : target,
    owner: method.owner.name,
    name: method.name,
    jsName: method.jsName,
    args: converted,
    how: method.static ? 'static' : 'virtual',
    safe: node.safe,
    type: method.returns,
    pos: node.pos
  };
}

function platformCall(
  body: Body,
  method: MethodSymbol,
  target: Expr | null,
  on: Type,
  args: readonly Expr[],
  node: CallNode
): Expr {
  const { owner } = method;
  return {
    kind: 'platformCall',
    target: method.static ? null : target,
    owner: owner.name,
    name: method.name,
    signature: method.signature,
    args,
    static: method.static,
    safe: node.safe,
    // What an interface declares is answered by whoever implements it.
    supported: owner.form === 'interface' || supported(body, method.signature, node.pos),
    dynamic:
      owner.form === 'interface' || (on.kind === 'class' && (on.source === 'project' || body.world.isException(on))),
    type: returnType(method, on),
    pos: node.pos
  };
}

/** A copy of a record is of the record's own type. */
function returnType(method: MethodSymbol, on: Type): Type {
  return method.key === 'clone' && on.kind === 'sobject' ? on : method.returns;
}

export function methodText(method: MethodSymbol): string {
  return `${method.returns.text} ${ownerText(method.owner)}.${method.name}(${paramText(method.params)})`;
}

/** A built-in type is named without its namespace. */
function ownerText(owner: MethodSymbol['owner']): string {
  const own = owner.name.replace(/^System\./, '');
  return PRIMITIVES.has(own.toLowerCase()) ? own : owner.name;
}
