import type { Expr, Type } from '../../contracts/bound.ts';
import type { Position } from '../../contracts/diagnostics.ts';
import type { ExprNode, Name } from '../syntax/index.ts';
import {
  classType,
  ERROR,
  fieldType,
  INTEGER,
  listOf,
  mapOf,
  ID,
  POLYMORPHIC,
  projectType,
  sobjectType,
  SOBJECT,
  STRING,
  type FieldSymbol,
  type ProjectClass
} from '../symbols/index.ts';
import { broken, fail, type Body } from './context.ts';
import { rowOrNull, singleRecord } from './convert.ts';
import { expression } from './expression.ts';
import { hidesInherited, isVisible } from './visibility.ts';

/** What the left side of a dot may mean. */
export type Entity =
  | { readonly kind: 'value'; readonly expr: Expr }
  /** A type; `space` also when its name is a namespace of the platform too (`Database`, `Schema`). */
  | { readonly kind: 'type'; readonly type: Type; readonly space: string | null }
  | { readonly kind: 'namespace'; readonly space: string }
  | { readonly kind: 'labels'; readonly space: string | null }
  | { readonly kind: 'trigger' }
  | { readonly kind: 'pages' }
  /** `Schema.SObjectType.Account.fields` and `.fieldSets`; `expr` is the map-like value itself. */
  | { readonly kind: 'describe'; readonly object: string; readonly of: 'fields' | 'fieldSets'; readonly expr: Expr };

/** Meaning of the left side of a dot; null when it is a name that means nothing (not yet reported). */
export function entity(body: Body, node: ExprNode): Entity | null {
  if (node.kind === 'name') return nameEntity(body, node.name);
  if (node.kind === 'dot') return dotEntity(body, node);
  return { kind: 'value', expr: expression(body, node) };
}

/** The names of `a.b.c`; null when something else stands in it. */
export function namesOf(node: ExprNode): string[] | null {
  if (node.kind === 'name') return [node.name.text];
  const before = node.kind === 'dot' ? namesOf(node.target) : null;
  return before && node.kind === 'dot' ? [...before, node.name.text] : null;
}

/** Whether a chain of names begins with a value; not with a type or a name that means nothing. */
export function isValue(body: Body, node: ExprNode): boolean {
  let first = node;
  while (first.kind === 'dot') first = first.target;
  return first.kind !== 'name' || variable(body, first.name) !== null;
}

/* ---- simple names ---- */

function nameEntity(body: Body, name: Name): Entity | null {
  const value = variable(body, name);
  return value ? { kind: 'value', expr: value } : typeEntity(body, name);
}

/** A local, a field of this class, a static field of a class around it, or a variable of the block around all. */
export function variable(body: Body, name: Name): Expr | null {
  const local = body.local(name.key);
  if (local) return { kind: 'local', local, type: local.type, pos: name.pos };
  for (let c: ProjectClass | null = body.cls; c; c = c.outer) {
    const field = body.world.field(c.type, name.key);
    if (!field) continue;
    if (field.static) return fieldExpr(body, field, null, name.pos, false);
    if (c === body.cls) return instanceField(body, c, field, name);
  }
  const outer = body.unit.blockVariables.get(name.key);
  return outer ? { kind: 'local', local: outer, type: outer.type, pos: name.pos } : null;
}

function instanceField(body: Body, cls: ProjectClass, field: FieldSymbol, name: Name): Expr | null {
  if (!body.static) return fieldExpr(body, field, { kind: 'this', type: cls.type, pos: name.pos }, name.pos, false);
  if (body.world.findType({ parts: [{ name, args: [] }], dims: 0, pos: name.pos }, body.cls)) return null;
  return fail(body, name.pos, `Variable does not exist: ${name.text}`);
}

/** A type, a namespace, or one of the roots `Label`, `Trigger`, `Page`. */
export function typeEntity(body: Body, name: Name): Entity | null {
  const { world } = body;
  const project = projectType(world, name.key, body.cls);
  if (project) return { kind: 'type', type: project.type, space: null };
  if (name.key === 'label') return { kind: 'labels', space: null };
  if (name.key === 'trigger') return { kind: 'trigger' };
  if (name.key === 'page') return { kind: 'pages' };
  const space = world.platform.isNamespace(name.key) || world.isSpace(name.key) ? name.key : null;
  const type =
    world.platform.find(`System.${name.key}`) ??
    world.findType({ parts: [{ name, args: [] }], dims: 0, pos: name.pos }, body.cls);
  if (type) return { kind: 'type', type, space };
  return space === null ? null : { kind: 'namespace', space };
}

/* ---- dotted names ---- */

function dotEntity(body: Body, node: ExprNode & { kind: 'dot' }): Entity | null {
  const target = entity(body, node.target);
  if (!target) return null;
  const found = member(body, target, node.name, node.safe);
  if (found) return found;
  return shadowedType(body, node.target, target, (type) => member(body, type, node.name, node.safe));
}

/**
 * Where an inherited field has no such member, its name may mean the type: a public domain class, which deploys, calls
 * `Test.isRunningTest()` though fflib's base class has a static property `Test`. A local variable and a field of this
 * class or of one around it hide the type (Apex Developer Guide, Namespace, Class, and Variable Name Precedence).
 */
export function shadowedType<T>(
  body: Body,
  node: ExprNode,
  target: Entity,
  then: (type: Entity) => T | null
): T | null {
  if (node.kind !== 'name' || target.kind !== 'value' || !isInherited(body, target.expr)) return null;
  const type = typeEntity(body, node.name);
  return type ? then(type) : null;
}

function isInherited(body: Body, expr: Expr): boolean {
  if (expr.kind !== 'field') return false;
  for (let c = body.cls; c; c = c.outer) if (c.name === expr.owner) return false;
  return true;
}

function member(body: Body, target: Entity, name: Name, safe: boolean): Entity | null {
  switch (target.kind) {
    case 'value':
      return valueMember(body, target.expr, name, safe);
    case 'type':
      return (
        typeMember(body, target.type, name) ??
        (target.space === null ? null : spaceMember(body, target.space, name)) ??
        sameNamedRecord(body, target.type, name)
      );
    case 'namespace':
      return spaceMember(body, target.space, name);
    case 'labels':
      return labelMember(body, target.space, name);
    case 'trigger':
      return triggerMember(body, name);
    case 'pages':
      return { kind: 'value', expr: pageReference(body, name) };
    case 'describe':
      return describeMember(body, target, name);
  }
}

function valueMember(body: Body, expr: Expr, name: Name, safe: boolean): Entity | null {
  if (expr.type === ERROR) return { kind: 'value', expr: broken(name.pos) };
  const describe = describeProperty(expr, name) ?? sharingReason(expr, name);
  if (describe) return describe;
  const found = valueField(body, expr, name, safe);
  return found ? { kind: 'value', expr: found } : null;
}

/** A field of a value; null when it has none of that name. */
export function valueField(body: Body, expr: Expr, name: Name, safe: boolean): Expr | null {
  const { type } = expr;
  if (type.kind === 'sobject') return throughMember(expr, recordField(body, expr, type.object, name, safe));
  const field = body.world.field(type, name.key);
  if (field && !field.static) return fieldExpr(body, field, expr, name.pos, safe);
  if (type.kind === 'list' && type.element.kind === 'sobject') {
    const record = singleRecord(body.world, expr, type.element);
    return record ? recordField(body, safe ? rowOrNull(record) : record, type.element.object, name, safe) : null;
  }
  return null;
}

/**
 * `this.record.Name` and `other.record.Name` read null when the member holds no record, but `record.Name` and the Id
 * throw (observed: https://salesforce.stackexchange.com/questions/135750, no page of the platform says it).
 */
function throughMember(target: Expr, found: Expr | null): Expr | null {
  if (found?.kind !== 'sobjectField' || found.field === 'Id' || target.kind !== 'field' || target.target === null)
    return found;
  const implied = target.target.kind === 'this' && target.target.pos === target.pos;
  return implied ? found : { ...found, fromMember: true };
}

function typeMember(body: Body, type: Type, name: Name): Entity | null {
  if (type.kind === 'sobject') return recordTypeMember(body, type.object, name);
  if (type.text === 'Schema.SObjectType') {
    const object = body.world.sobjects.find(name.text);
    if (object?.kind === 'sobject' && object.object !== null)
      return { kind: 'value', expr: describeToken(object.object, name.pos) };
  }
  const symbol = body.world.symbolOf(type);
  const value = symbol?.form === 'enum' ? symbol.enumValues.find((v) => v.toLowerCase() === name.key) : undefined;
  if (symbol && value !== undefined) {
    body.unit.use(type);
    return {
      kind: 'value',
      expr: { kind: 'enumValue', owner: symbol.name, source: symbol.source, name: value, type, pos: name.pos }
    };
  }
  const field = body.world.field(type, name.key);
  if (field?.static) return { kind: 'value', expr: fieldExpr(body, field, null, name.pos, false) };
  const inner = innerMember(body, type, name);
  if (inner || !field) return inner;
  return null;
}

/** `BusinessHours.SObjectType`: the class of System has no such member, the object of that name has. */
function sameNamedRecord(body: Body, type: Type, name: Name): Entity | null {
  if (type.kind !== 'class' || type.source !== 'platform' || !type.name.startsWith('System.')) return null;
  const record = body.world.sobjects.find(type.name.slice(7));
  return record?.kind === 'sobject' ? recordTypeMember(body, record.object, name) : null;
}

function innerMember(body: Body, type: Type, name: Name): Entity | null {
  const cls = body.world.projectOf(type);
  if (cls) {
    const inner = projectType(body.world, name.key, cls);
    return inner && inner.outer !== null ? { kind: 'type', type: inner.type, space: null } : null;
  }
  const nested = type.kind === 'class' ? body.world.platform.find(`${type.name}.${name.text}`) : undefined;
  return nested ? { kind: 'type', type: nested, space: null } : null;
}

function spaceMember(body: Body, space: string, name: Name): Entity | null {
  const { world } = body;
  if (space === 'system' && name.key === 'label') return { kind: 'labels', space: null };
  if (space === 'system' && name.key === 'page') return { kind: 'pages' };
  if (space === 'system' && name.key === 'trigger') return { kind: 'trigger' };
  if (world.isSpace(space)) {
    const cls = world.inSpace(space, name.key);
    if (cls && !world.isTypeShared(cls, body.cls))
      body.unit.error(name.pos, `Type is not visible: ${space}.${cls.name}`, 'visibility');
    const own = cls?.type ?? world.sobjects.find(name.text);
    return own ? { kind: 'type', type: own, space: null } : null;
  }
  const found =
    world.platform.find(`${space}.${name.text}`) ?? (space === 'schema' ? world.sobjects.find(name.text) : undefined);
  if (found) return { kind: 'type', type: found, space: null };
  return space === 'system' && world.platform.isNamespace(name.key) ? { kind: 'namespace', space: name.key } : null;
}

/* ---- labels, triggers, pages ---- */

function labelMember(body: Body, space: string | null, name: Name): Entity | null {
  const { env } = body.unit;
  const known = env.labels === null || env.labels.has(name.text);
  if (space === null && env.labels !== null && !known) {
    return { kind: 'labels', space: name.text };
  }
  if (space !== null && space.toLowerCase() === body.world.namespace && !known) return null;
  return { kind: 'value', expr: { kind: 'label', namespace: space, name: name.text, type: STRING, pos: name.pos } };
}

const TRIGGER_FLAGS = new Set(['isafter', 'isbefore', 'isdelete', 'isexecuting', 'isinsert', 'isundelete', 'isupdate']);

function triggerMember(body: Body, name: Name): Entity | null {
  const type = triggerVariableType(body, name.key);
  if (!type) return null;
  const known = body.world.field(classType('class', 'platform', 'System.Trigger'), name.key);
  return { kind: 'value', expr: { kind: 'triggerVariable', name: known?.name ?? name.text, type, pos: name.pos } };
}

function triggerVariableType(body: Body, key: string): Type | null {
  const record = body.trigger === null ? SOBJECT : sobjectType(body.trigger);
  if (key === 'new' || key === 'old') return listOf(record);
  if (key === 'newmap' || key === 'oldmap') return mapOf(ID, record);
  if (key === 'size') return INTEGER;
  if (key === 'operationtype') return classType('enum', 'platform', 'System.TriggerOperation');
  if (TRIGGER_FLAGS.has(key))
    return body.world.field(classType('class', 'platform', 'System.Trigger'), key)?.type ?? null;
  return null;
}

/** Pages that every org comes with (Salesforce Help, Site Standard Pages; those of communities are assumed). */
const ORG_PAGES = new Set(
  (
    'answershome bandwidthexceeded changepassword communitieslanding communitieslogin communitiesselfreg ' +
    'communitiesselfregconfirm communitiestemplate exception filenotfound forgotpassword forgotpasswordconfirm ' +
    'ideashome inmaintenance microbatchselfreg myprofilepage sitelogin siteregister siteregisterconfirm sitetemplate ' +
    'stdexceptiontemplate unauthorized underconstruction'
  ).split(' ')
);

function isOwn(name: string, namespace: string | null): boolean {
  return namespace !== null && namespace !== '' && name.toLowerCase().startsWith(`${namespace.toLowerCase()}__`);
}

/** `Page.Name` is a PageReference to the Visualforce page, whose address is in lower case (shown by a public suite). */
function pageReference(body: Body, name: Name): Expr {
  const type = classType('class', 'platform', 'System.PageReference');
  const signature = 'System.PageReference.PageReference(String)';
  const { namespace, pages } = body.unit.env;
  // Those of other packages bring their namespace, and nothing is known of them.
  const known = isOwn(name.text, namespace) ? name.text.slice((namespace ?? '').length + 2) : name.text;
  if (pages && !known.includes('__') && !pages.has(known) && !ORG_PAGES.has(known.toLowerCase()))
    return fail(body, name.pos, `Page does not exist: ${name.text}`);
  // In an org with a namespace the address of a page carries it (shown by a public managed package's tests).
  const page =
    namespace === null || namespace === '' || name.text.includes('__') ? name.text : `${namespace}__${name.text}`;
  const url: Expr = { kind: 'literal', value: `/apex/${page.toLowerCase()}`, type: STRING, pos: name.pos };
  return {
    kind: 'platformNew',
    owner: 'System.PageReference',
    signature,
    args: [url],
    supported: body.unit.env.supports(signature),
    type,
    pos: name.pos
  };
}

/* ---- records and their tokens ---- */

export function recordField(body: Body, target: Expr, object: string | null, name: Name, safe: boolean): Expr | null {
  const { sobjects } = body.world;
  if (object === null || object === 'AggregateResult') {
    return name.key === 'id'
      ? { kind: 'sobjectField', target, object: object ?? 'SObject', field: 'Id', safe, type: ID, pos: name.pos }
      : null;
  }
  const info = sobjects.info(object);
  const field = info?.field(name.text) ?? (object === POLYMORPHIC ? sobjects.polymorphicField(name.text) : undefined);
  if (field)
    return { kind: 'sobjectField', target, object, field: field.name, safe, type: fieldType(field), pos: name.pos };
  const parent =
    info?.parentRelationship(name.text) ?? (object === POLYMORPHIC ? sobjects.polymorphicParent(name.text) : undefined);
  if (parent)
    return {
      kind: 'sobjectRelation',
      target,
      object,
      relation: parent.relationshipName ?? name.text,
      child: false,
      safe,
      type: sobjects.parentType(parent),
      pos: name.pos
    };
  const child = info?.childRelationship(name.text);
  if (!child) return null;
  return {
    kind: 'sobjectRelation',
    target,
    object,
    relation: child.name ?? name.text,
    child: true,
    safe,
    type: listOf(sobjectType(child.childObject)),
    pos: name.pos
  };
}

const SOBJECT_TYPE = classType('class', 'platform', 'Schema.SObjectType');
const SOBJECT_FIELD = classType('class', 'platform', 'Schema.SObjectField');
const DESCRIBE_OBJECT = classType('class', 'platform', 'Schema.DescribeSObjectResult');
const DESCRIBE_FIELD = classType('class', 'platform', 'Schema.DescribeFieldResult');
const FIELD_SET = classType('class', 'platform', 'Schema.FieldSet');

function recordTypeMember(body: Body, object: string | null, name: Name): Entity | null {
  if (object === null) return null;
  const info = body.world.sobjects.info(object);
  const field = info?.field(name.text);
  // A field of that name hides the object's own token (github.com/octoberswimmer/aer-dist/issues/60).
  if (name.key === 'sobjecttype' && !field) return { kind: 'value', expr: objectToken(object, name.pos) };
  if (field)
    return {
      kind: 'value',
      expr: {
        kind: 'schemaToken',
        token: 'SObjectField',
        object,
        field: field.name,
        type: SOBJECT_FIELD,
        pos: name.pos
      }
    };
  if (name.key === 'fields') return { kind: 'describe', object, of: 'fields', expr: objectToken(object, name.pos) };
  const parent = info?.parentRelationship(name.text);
  if (parent)
    return {
      kind: 'value',
      expr: {
        kind: 'schemaToken',
        token: 'SObjectField',
        object,
        field: parent.name,
        type: SOBJECT_FIELD,
        pos: name.pos
      }
    };
  return null;
}

export function objectToken(object: string, pos: Position): Expr {
  return { kind: 'schemaToken', token: 'SObjectType', object, type: SOBJECT_TYPE, pos };
}

function describeToken(object: string, pos: Position): Expr {
  return { kind: 'schemaToken', token: 'DescribeSObject', object, type: DESCRIBE_OBJECT, pos };
}

/** `X__Share.RowCause.Reason__c` is the name of an Apex sharing reason. */
function sharingReason(expr: Expr, name: Name): Entity | null {
  if (expr.kind !== 'schemaToken' || expr.token !== 'SObjectField' || expr.field?.toLowerCase() !== 'rowcause')
    return null;
  return { kind: 'value', expr: { kind: 'literal', value: name.text, type: STRING, pos: name.pos } };
}

/** `.fields` and `.fieldSets` of a describe, and `.fields` of an object's token, that are known at compile time. */
function describeProperty(expr: Expr, name: Name): Entity | null {
  if (expr.kind !== 'schemaToken' || expr.token === 'SObjectField') return null;
  if (name.key !== 'fields' && name.key !== 'fieldsets') return null;
  const of = name.key === 'fields' ? 'fields' : 'fieldSets';
  const type = classType(
    'class',
    'platform',
    of === 'fields' ? 'Schema.SObjectTypeFields' : 'Schema.SObjectTypeFieldSets'
  );
  if (of === 'fields' && expr.token === 'SObjectType') return { kind: 'describe', object: expr.object, of, expr };
  const target = expr.token === 'SObjectType' ? describeToken(expr.object, expr.pos) : expr;
  return {
    kind: 'describe',
    object: expr.object,
    of,
    expr: {
      kind: 'platformField',
      target,
      owner: 'Schema.DescribeSObjectResult',
      name: of,
      safe: false,
      type,
      pos: name.pos
    }
  };
}

function describeMember(body: Body, target: Entity & { kind: 'describe' }, name: Name): Entity | null {
  const info = body.world.sobjects.info(target.object);
  if (target.of === 'fieldSets') {
    const set = info?.fieldSets.find(
      (f) => f.name.toLowerCase() === name.key || f.name.toLowerCase() === `${body.world.namespace}__${name.key}`
    );
    return set
      ? {
          kind: 'value',
          expr: {
            kind: 'schemaToken',
            token: 'FieldSet',
            object: target.object,
            field: set.name,
            type: FIELD_SET,
            pos: name.pos
          }
        }
      : null;
  }
  const field = info?.field(name.text);
  if (!field) return null;
  const bare = target.expr.kind === 'schemaToken';
  return {
    kind: 'value',
    expr: {
      kind: 'schemaToken',
      token: bare ? 'SObjectField' : 'DescribeField',
      object: target.object,
      field: field.name,
      type: bare ? SOBJECT_FIELD : DESCRIBE_FIELD,
      pos: name.pos
    }
  };
}

/* ---- fields of classes ---- */

export function fieldExpr(body: Body, field: FieldSymbol, target: Expr | null, pos: Position, safe: boolean): Expr {
  const { owner } = field;
  if (owner.source === 'platform') {
    const member = `get ${owner.name}.${field.name}`;
    if (body.unit.env.strict && !body.unit.env.supports(member))
      body.unit.unsupported(pos, body.unit.env.refused?.(member) ?? member.slice(4));
    return {
      kind: 'platformField',
      target: field.static ? null : target,
      owner: owner.name,
      name: field.name,
      safe,
      type: field.type,
      pos
    };
  }
  body.unit.use(owner.type);
  if (!isVisible(body, field, field.access))
    return fail(body, pos, `Variable is not visible: ${owner.name}.${field.name}`, 'visibility');
  const backing = body.accessor === field;
  return {
    kind: 'field',
    target: field.static ? null : target,
    owner: owner.name,
    name: field.name,
    property: field.property !== null,
    ...(hidesInherited(body.world, field) ? { hides: true } : {}),
    safe,
    ...(backing ? { backing } : {}),
    type: field.type,
    pos
  };
}
