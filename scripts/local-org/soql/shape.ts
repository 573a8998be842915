import type { Position } from '../contracts/diagnostics.ts';
import type { ChildRelationship, FieldInfo, ObjectInfo } from '../contracts/schema.ts';
import type { FieldExpression, SelectItem } from '../contracts/soql.ts';
import type { Row } from '../contracts/store.ts';
import { ApexList, Decimal, listType, SObject, sobjectType } from '../values/index.ts';
import { noSuchObject, noSuchRelationship, queryError } from './errors.ts';
import { fail, lookupReader, type Reader, type ResolvedPath, type Scope } from './expression.ts';
import { bindExpression, argument } from './functions.ts';
import { rowById, type Run } from './run-context.ts';
import type { Plan } from './plan.ts';

/** Which fields, parents and children the records of a query have. */
export interface Shape {
  readonly object: ObjectInfo;
  readonly fields: Map<number, (run: Run) => Reader>;
  readonly parents: Map<string, ParentShape>;
  /** Values of functions that have a name of their own: `FORMAT(Amount) money`. */
  readonly aliases: Map<string, (run: Run) => Reader>;
}

interface ParentShape {
  readonly lookup: FieldInfo;
  /** By object name for TYPEOF; else one shape, of the parent's object or of `Name`. */
  readonly shape?: Shape;
  readonly byType?: ReadonlyMap<string, Shape>;
}

export interface ChildShape {
  readonly relationship: ChildRelationship;
  readonly field: FieldInfo;
  readonly plan: Plan;
}

export function newShape(object: ObjectInfo): Shape {
  return { object, fields: new Map(), parents: new Map(), aliases: new Map() };
}

/** Adds one selected item; subqueries are the plan's business. */
export function addItem(shape: Shape, scope: Scope, item: Exclude<SelectItem, { kind: 'subquery' }>): void {
  if (item.kind === 'fields') addFields(shape, scope, item.set, item.pos);
  else if (item.kind === 'typeof') addTypeof(shape, scope, item);
  else if (item.field.kind === 'path') addPath(shape, scope, item.field.path, item.pos, item.alias);
  else addFunction(shape, scope, item.field, item.alias);
}

function addPath(shape: Shape, scope: Scope, path: readonly string[], pos: Position, alias?: string): void {
  if (alias) fail(queryError(`only aggregate expressions use field aliasing`, pos));
  addResolved(shape, scope, scope.resolve(path, pos), path.join('.'), pos);
}

function addResolved(shape: Shape, scope: Scope, found: ResolvedPath, text: string, pos: Position): void {
  const { field, object, polymorphic } = found;
  let at = shape;
  for (const lookup of found.lookups) at = parentShape(at, scope, lookup, pos);
  if (at.fields.has(field.slot)) fail(queryError(`duplicate field selected: ${text}`, pos));
  at.fields.set(field.slot, (run) =>
    scaled(field, polymorphic ? scope.polymorphicReader(run, field) : scope.fieldReader(run, object, field))
  );
}

/**
 * A Decimal of a query has the scale of its field, and more where more decimals were saved (Apex Reference: Decimal).
 * Coordinates have the decimals that they were given (assumed).
 */
function scaled(field: FieldInfo, read: Reader): Reader {
  const { scale } = field;
  if (scale === 0 || scale === COORDINATE_SCALE) return read;
  return (row) => {
    const value = read(row);
    return value instanceof Decimal && value.scale < scale ? value.setScale(scale) : value;
  };
}

/** Decimals of a latitude or longitude. */
const COORDINATE_SCALE = 15;

function parentShape(shape: Shape, scope: Scope, lookup: FieldInfo, pos: Position): Shape {
  const key = lookup.relationshipName ?? lookup.name;
  const before = shape.parents.get(key);
  if (before?.byType) fail(twice(key, pos));
  if (before?.shape) return before.shape;
  const made = newShape(scope.parentOf(lookup));
  shape.parents.set(key, { lookup, shape: made });
  return made;
}

/**
 * `toLabel(Status)` and `FORMAT(Amount)` stand in the place of their field, also of a parent's; with an alias they are
 * read by it (`record.get('money')`), which is the only way to a distance.
 */
function addFunction(
  shape: Shape,
  scope: Scope,
  e: FieldExpression & { kind: 'function' },
  alias: string | undefined
): void {
  const bound = bindExpression(scope, e);
  if (alias) {
    shape.aliases.set(alias, (run) => bound.prepare(run));
    return;
  }
  const inner = argument(e);
  if (!bound.field || inner.kind !== 'path')
    fail(queryError(`Field must be grouped or aggregated: ${bound.text}`, e.pos));
  const found = scope.resolve(inner.path, e.pos);
  let at = shape;
  for (const lookup of found.lookups) at = parentShape(at, scope, lookup, e.pos);
  if (at.fields.has(found.field.slot)) fail(queryError(`duplicate field selected: ${inner.path.join('.')}`, e.pos));
  const own = found.lookups.length === 0 ? bound : bindExpression(scope.of(found.object), ofLast(e, inner));
  at.fields.set(found.field.slot, (run) => own.prepare(run));
}

/** The function over the last step of its path, for records of the parent itself. */
function ofLast(
  e: FieldExpression & { kind: 'function' },
  inner: FieldExpression & { kind: 'path' }
): FieldExpression & { kind: 'function' } {
  return { ...e, args: [{ ...inner, path: inner.path.slice(-1) }, ...e.args.slice(1)] };
}

/** Every field that a record can hold. */
function addFields(shape: Shape, scope: Scope, set: 'ALL' | 'STANDARD' | 'CUSTOM', pos: Position): void {
  for (const field of scope.object.fields) {
    if (set !== 'ALL' && field.custom !== (set === 'CUSTOM')) continue;
    addResolved(shape, scope, scope.resolve([field.name], pos), field.name, pos);
  }
}

function addTypeof(shape: Shape, scope: Scope, item: Extract<SelectItem, { kind: 'typeof' }>): void {
  const lookups = scope.lookups(item.relationship, item.pos);
  const lookup = lookups[0];
  if (!lookup || lookups.length !== 1)
    return fail(noSuchRelationship(item.relationship.join('.'), 'field path', item.pos));
  checkTypeof(shape, scope, lookup, item);
  const byType = new Map<string, Shape>();
  for (const when of item.when) {
    const object = scope.schema.object(when.type) ?? fail(noSuchObject(when.type, item.pos));
    byType.set(object.name, fieldsShape(scope.of(object), object, when.fields, item.pos));
  }
  const parent = scope.parentOf(lookup);
  const otherwise =
    item.otherwise.length > 0 ? { shape: fieldsShape(scope.of(parent), parent, item.otherwise, item.pos) } : {};
  shape.parents.set(lookup.relationshipName ?? lookup.name, { lookup, byType, ...otherwise });
}

/** What TYPEOF is for (SOQL and SOSL Reference, TYPEOF); the texts are assumed. */
function checkTypeof(
  shape: Shape,
  { schema }: Scope,
  lookup: FieldInfo,
  { pos, when }: Extract<SelectItem, { kind: 'typeof' }>
): void {
  const name = lookup.relationshipName ?? lookup.name;
  if (lookup.referenceTo.length < 2)
    fail(queryError(`TYPEOF can only be used with polymorphic relationships: ${name}`, pos));
  if (shape.parents.has(name)) fail(twice(name, pos));
  const stranger = when.find(
    ({ type }) => schema.object(type) && !lookup.referenceTo.some((to) => to.toLowerCase() === type.toLowerCase())
  );
  if (stranger) fail(queryError(`${stranger.type} is no type of the relationship ${name}`, pos));
}

function twice(relationship: string, pos: Position): Error {
  return queryError(`TYPEOF and the list of fields both name the relationship ${relationship}`, pos);
}

function fieldsShape(scope: Scope, object: ObjectInfo, paths: readonly (readonly string[])[], pos: Position): Shape {
  const shape = newShape(object);
  for (const path of paths) {
    const found = scope.resolve(path, pos);
    if (found.lookups.length === 0 && object.name === 'Name')
      shape.fields.set(found.field.slot, (run) => scope.polymorphicReader(run, found.field));
    else addResolved(shape, scope, found, path.join('.'), pos);
  }
  return shape;
}

/* ---- making records ---- */

/** Makes the records of one run. They share nothing with rows but the values. */
export function recordBuilder(shape: Shape, scope: Scope, run: Run): (row: Row) => SObject {
  const fields = [...shape.fields].map(([slot, prepare]) => ({ slot, read: prepare(run) }));
  const parents = [...shape.parents].map(([name, parent]) => ({
    name,
    parent,
    build: parentBuilder(parent, scope, run),
    idOf: lookupReader(scope.schema, parent.lookup)
  }));
  const aliases = [...shape.aliases].map(([name, prepare]) => ({ name, read: prepare(run) }));
  const own = shape.object.name !== 'Name';
  const size = Math.max(0, ...fields.map((f) => f.slot), ...(own ? parents.map((p) => p.parent.lookup.slot) : [])) + 1;
  const order = ownOrder(shape, own);
  return (row) => {
    // Made at its size at once, so that setting a far slot does not grow it step by step.
    const values = new Array<unknown>(size);
    values[0] = row[0];
    for (const { slot, read } of fields) values[slot] = read(row);
    const record = new SObject(shape.object, values);
    for (const { name, parent, build, idOf } of parents) {
      const id = idOf(row);
      if (own) values[parent.lookup.slot] = id;
      record.setParent(name, id === null ? null : build(id));
    }
    for (const { name, read } of aliases) record.setAlias(name, read(row));
    record.inOrder(order).queried = true;
    return record;
  };
}

/** As SELECT names them; an Id that it does not name comes last (seen in debug logs that people publish). */
function ownOrder(shape: Shape, own: boolean): number[] {
  const lookups = own ? [...shape.parents.values()].map((p) => p.lookup.slot) : [];
  return [...new Set([...shape.fields.keys(), ...lookups, 0])];
}

function parentBuilder(parent: ParentShape, scope: Scope, run: Run): (id: string) => SObject | null {
  const { schema } = scope;
  const target =
    parent.lookup.referenceTo.length === 1 ? schema.object(parent.lookup.referenceTo[0] as string) : undefined;
  const build = parent.shape ? recordBuilder(parent.shape, scope, run) : undefined;
  const byType = new Map([...(parent.byType ?? [])].map(([name, shape]) => [name, recordBuilder(shape, scope, run)]));
  return (id) => {
    const object = target ?? schema.byPrefix(id);
    const row = object && rowById(run, object, id);
    if (!object || !row) return null;
    return (byType.get(object.name) ?? build ?? bare(object))(row);
  };
}

/** TYPEOF without ELSE: other types come with their id only. */
function bare(object: ObjectInfo): (row: Row) => SObject {
  return (row) => {
    const record = new SObject(object, [row[0]]);
    record.queried = true;
    return record;
  };
}

export function recordList(object: ObjectInfo, records: SObject[]): ApexList {
  return new ApexList(listType(sobjectType(object.name)), records);
}
