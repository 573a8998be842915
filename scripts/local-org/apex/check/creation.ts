import { methodJsName, type Expr, type Type } from '../../contracts/bound.ts';
import type { Position } from '../../contracts/diagnostics.ts';
import type { ExprNode, Name } from '../syntax/index.ts';
import { classType, ERROR, INTEGER, mapOf, OBJECT, paramText, SOBJECT, sobjectType, STRING } from '../symbols/index.ts';
import { missing, staticCall, supported, type CallNode } from './calls.ts';
import { broken, fail, type Body } from './context.ts';
import { tryConvert } from './convert.ts';
import { expression } from './expression.ts';
import { recordField } from './names.ts';
import { chooseOverload, convertArgs } from './overload.ts';
import { recordFieldAssignable } from './operators.ts';
import { isVisible } from './visibility.ts';

/* ---- objects of classes, collections and components ---- */

type NewNode = ExprNode & { kind: 'new' };

export function newObject(body: Body, node: NewNode): Expr {
  if (isFlow(node)) return newInterview(body, node);
  const type = body.world.typeOf(node.type, body.cls, node.pos);
  if (type === ERROR) {
    if (!node.args.some((a) => a.kind === 'assign')) node.args.forEach((a) => expression(body, a));
    return broken(node.pos);
  }
  if (type.kind === 'sobject') return newRecord(body, type, node);
  body.unit.use(type);
  if (isComponent(type) && node.args.some((a) => a.kind === 'assign')) return newComponent(body, type, node);
  if (node.args.some(isNamedValue))
    return fail(
      body,
      node.pos,
      `Invalid constructor syntax, name=value pairs can only be used for SObjects: ${type.text}`
    );
  const args = node.args.map((a) => expression(body, a));
  if (args.some((a) => a.type === ERROR)) return { ...broken(node.pos), type: ERROR };
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return newCollection(body, type, args, node);
    case 'class':
      return newInstance(body, type, args, node);
    default:
      return fail(body, node.pos, `Type cannot be constructed: ${type.text}`);
  }
}

/** `name = value`, where the name is no variable that is written to. */
function isNamedValue(arg: ExprNode): boolean {
  return arg.kind === 'assign' && arg.op === '=' && arg.target.kind === 'name';
}

function isComponent(type: Type): type is Type & { kind: 'class' } {
  return type.kind === 'class' && (type.name === 'ApexPages.Component' || type.name.startsWith('Component.'));
}

/** `new Component.Apex.OutputText(value = 'x')`: attributes that the component has, as a map. */
function newComponent(body: Body, type: Type & { kind: 'class' }, node: NewNode): Expr {
  const entries = node.args.flatMap((arg): (readonly [Expr, Expr])[] => {
    if (arg.kind !== 'assign' || arg.op !== '=' || arg.target.kind !== 'name') {
      body.error(arg.pos, noConstructor(type, [expression(body, arg)]));
      return [];
    }
    const { name } = arg.target;
    const value = expression(body, arg.value);
    if (type.name !== 'ApexPages.Component' && !body.world.field(type, name.key))
      body.error(name.pos, `Field does not exist: ${name.text} on ${type.text}`);
    return [[{ kind: 'literal', value: name.text, type: STRING, pos: name.pos }, value]];
  });
  const map: Expr = {
    kind: 'newCollection',
    values: [],
    entries,
    size: null,
    from: null,
    type: mapOf(STRING, OBJECT),
    pos: node.pos
  };
  return newPlatform(body, type, [map], node);
}

function isFlow(node: NewNode): boolean {
  const [first, second, third] = node.type.parts;
  return first?.name.key === 'flow' && second?.name.key === 'interview' && third !== undefined;
}

/** `new Flow.Interview.My_Flow(inputs)` names a flow of the org: the same as `Flow.Interview.createInterview('My_Flow', inputs)`. */
function newInterview(body: Body, node: NewNode): Expr {
  const names = node.type.parts
    .slice(2)
    .map((p) => ({ kind: 'literal', value: p.name.text, type: STRING, pos: node.pos }) as const);
  const args = [...names, ...node.args.map((a) => expression(body, a))];
  if (args.some((a) => a.type === ERROR)) return broken(node.pos);
  const name = { text: 'createInterview', key: 'createinterview', pos: node.pos };
  const create: CallNode = { kind: 'call', target: null, name, args: [], safe: false, pos: node.pos };
  const type = classType('class', 'platform', 'Flow.Interview');
  return staticCall(body, type, create, args) ?? fail(body, node.pos, missing(name, args, type.text));
}

function newCollection(body: Body, type: Type, args: readonly Expr[], node: NewNode): Expr {
  const empty = {
    kind: 'newCollection',
    values: [],
    entries: [],
    size: null,
    from: null,
    type,
    pos: node.pos
  } as const;
  const [first] = args;
  if (!first) return empty;
  if (args.length === 1 && first.type === INTEGER && type.kind === 'list') return { ...empty, size: first };
  if (args.length === 1 && isInitializer(type, first.type)) return { ...empty, from: first };
  return fail(body, node.pos, args.length === 1 ? wrongInitializer(type, first.type) : noConstructor(type, args));
}

function noConstructor(type: Type, args: readonly Expr[]): string {
  return `Constructor not defined: [${type.text}].<Constructor>(${paramText(args.map((a) => a.type))})`;
}

export function wrongInitializer(type: Type, from: Type): string {
  const found = `Invalid initializer type ${from.text} found for ${type.text}`;
  if (type.kind === 'list') return `${found}: expected an Integer or a List of type ${type.element.text}`;
  if (type.kind === 'set') return `${found}: expected a List or a Set of type: ${type.element.text}`;
  return `${found}: expected a Map with the same key and value types, or a valid SObject List`;
}

/** What a collection is made of is of the very same types (the platform's compiler); a map also of a list of its records. */
function isInitializer(type: Type, from: Type): boolean {
  if (type.kind === 'map') {
    if (from.kind === 'map') return from.text === type.text;
    const record = from.kind === 'list' ? from.element : null;
    if (record === ERROR || type.value === ERROR) return true;
    return record?.kind === 'sobject' && (type.value === SOBJECT || type.value.text === record.text);
  }
  if (type.kind !== 'list' && type.kind !== 'set') return false;
  if (from.kind === 'class') return from.name === 'System.Iterable';
  if (from.kind !== 'list' && from.kind !== 'set') return false;
  return from.element === ERROR || type.element === ERROR || from.element.text === type.element.text;
}

function newInstance(body: Body, type: Type & { kind: 'class' }, args: readonly Expr[], node: NewNode): Expr {
  const symbol = body.world.symbolOf(type);
  if (!symbol) return fail(body, node.pos, `Invalid type: ${type.text}`);
  if (symbol.form !== 'class') return fail(body, node.pos, `Type cannot be constructed: ${type.text}`);
  if (symbol.abstract) return fail(body, node.pos, `Abstract classes cannot be constructed: ${type.text}`);
  if (symbol.source === 'platform') return newPlatform(body, type, args, node);
  const chosen = chooseOverload(body.world, symbol.constructors, args);
  if (chosen && !isVisible(body, chosen, chosen.access))
    return fail(
      body,
      node.pos,
      `Method is not visible: void ${type.text}.<init>(${paramText(chosen.params)})`,
      'visibility'
    );
  const params = chosen?.params ?? impliedConstructor(body, type, args);
  if (!params) return fail(body, node.pos, noConstructor(type, args));
  return {
    kind: 'new',
    owner: symbol.name,
    jsName: chosen?.jsName ?? methodJsName('new', params),
    args: convertArgs(body.world, { params }, args),
    type,
    pos: node.pos
  };
}

const EXCEPTION = classType('class', 'platform', 'System.Exception');
const EXCEPTION_FORMS = [[], [STRING], [EXCEPTION], [STRING, EXCEPTION]].map((params) => ({ params }));

/** Exceptions always have the four built-in constructors; another class has the empty one when it declares none. */
export function impliedConstructor(body: Body, type: Type, args: readonly Expr[]): readonly Type[] | undefined {
  if (body.world.isException(type)) return chooseOverload(body.world, EXCEPTION_FORMS, args)?.params;
  return args.length === 0 && body.world.constructorsOf(type).length === 0 ? [] : undefined;
}

function newPlatform(body: Body, type: Type & { kind: 'class' }, args: readonly Expr[], node: NewNode): Expr {
  const chosen = chooseOverload(body.world, body.world.constructorsOf(type), args);
  if (!chosen) return fail(body, node.pos, noConstructor(type, args));
  return {
    kind: 'platformNew',
    owner: type.name,
    signature: chosen.signature,
    args: convertArgs(body.world, chosen, args),
    supported: supported(body, chosen.signature, node.pos),
    type,
    pos: node.pos
  };
}

/* ---- new Account(Name = 'x') ---- */

function newRecord(body: Body, type: Type & { kind: 'sobject' }, node: NewNode): Expr {
  const { object } = type;
  if (object === null) return fail(body, node.pos, 'Type cannot be constructed: SObject');
  if (!node.args.every(isNamedValue))
    return fail(body, node.pos, `Type requires name=value pair construction: ${object}`);
  const seen = new Set<string>();
  const values = node.args.flatMap((arg) => {
    const value = recordValue(body, object, arg, node.pos);
    if (value && seen.has(value.field)) body.error(node.pos, `Duplicate field initialization: ${value.field}`);
    if (value) seen.add(value.field);
    return value ? [value] : [];
  });
  return { kind: 'newSObject', object, values, type, pos: node.pos };
}

type RecordValue = (Expr & { kind: 'newSObject' })['values'][number];

function recordValue(body: Body, object: string, arg: ExprNode, pos: Position): RecordValue | null {
  if (arg.kind !== 'assign' || arg.target.kind !== 'name') return null;
  const { name } = arg.target;
  const value = expression(body, arg.value);
  const slot = recordSlot(body, object, name);
  if (!slot) {
    body.error(pos, `Field does not exist: ${name.text} on ${object}`);
    return null;
  }
  if (!slot.relation && !recordFieldAssignable(body, { object, field: slot.field }, pos)) return null;
  const converted = tryConvert(body.world, value, slot.type);
  if (converted) return { field: slot.field, relation: slot.relation, value: converted };
  body.error(pos, `Illegal assignment from ${value.type.text} to ${slot.type.text}`, 'sobject-constructor');
  return null;
}

function recordSlot(
  body: Body,
  object: string,
  name: Name
): { readonly field: string; readonly relation: boolean; readonly type: Type } | null {
  const probe: Expr = { kind: 'newSObject', object, values: [], type: sobjectType(object), pos: name.pos };
  const found = recordField(body, probe, object, name, false);
  if (found?.kind === 'sobjectField') return { field: found.field, relation: false, type: found.type };
  if (found?.kind === 'sobjectRelation' && !found.child)
    return { field: found.relation, relation: true, type: found.type };
  return null;
}
