import type { ObjectInfo } from '../../contracts/schema.ts';
import { Decimal, SObject } from '../../values/index.ts';
import { fromApex, toField } from '../coerce.ts';
import { FlowFault } from '../faults.ts';
import type { Interview } from '../interview.ts';
import type {
  ChangeNode,
  CreateNode,
  FieldAssignment,
  FlowValue,
  LookupNode,
  MatchModel,
  RelatedLookup
} from '../model.ts';
import type { BulkElement, Element } from '../program.ts';
import { planQuery, queriedFields } from '../query.ts';
import type { QueryPlan, QueryWish } from '../query.ts';
import { readField, writable } from '../records.ts';
import { relationshipOf } from '../related.ts';
import type { FlowScope, Get } from '../scope.ts';
import { attempt, queryGroup, saveGroup } from './group.ts';
import type { GroupSave } from './group.ts';

type Fill = (interview: Interview, record: SObject) => void;

function compileFields(assignments: readonly FieldAssignment[], object: ObjectInfo, scope: FlowScope): Fill {
  const fields = assignments.map((assignment) => {
    const field = object.field(assignment.field);
    if (!field) throw scope.problem(assignment.line, `The field ${assignment.field} of ${object.name} does not exist.`);
    return { field, get: scope.value(assignment.value).get };
  });
  return (interview, record) => {
    for (const { field, get } of fields) record.v[field.slot] = toField(get(interview), field, interview.tx);
  };
}

/* ---- Get Records ---- */

/** Every word of the flow, to know which formula fields it may use. */
function mentioned(scope: FlowScope): ReadonlySet<string> {
  return new Set(
    JSON.stringify(scope.model)
      .toLowerCase()
      .match(/[a-z_]\w*/g) ?? []
  );
}

type Store = (interview: Interview, records: readonly SObject[]) => void;

function storeFields(node: LookupNode, scope: FlowScope): Store {
  const outputs = node.outputAssignments.map((output) => ({
    field: output.from,
    target: scope.target(output.to, output.line)
  }));
  return (interview, records) => {
    const record = records[0];
    if (!record && !node.nullWhenNone) return;
    for (const { field, target } of outputs)
      target.set(interview, record ? fromApex(readField(interview.tx, record, field.split('.'))) : null);
  };
}

function storeRecords(name: string, node: LookupNode, scope: FlowScope): Store {
  const target = scope.target(name, node.line);
  return (interview, records) => {
    if (target.type.collection) target.set(interview, [...records]);
    else if (records[0] || node.storeAutomatically || node.nullWhenNone) target.set(interview, records[0] ?? null);
  };
}

function storeOf(node: LookupNode, scope: FlowScope): Store {
  if (node.outputAssignments.length > 0) return storeFields(node, scope);
  return storeRecords(node.outputReference ?? node.name, node, scope);
}

function lookupFields(
  node: Pick<LookupNode, 'fields' | 'line'>,
  outputs: LookupNode['outputAssignments'],
  object: ObjectInfo,
  scope: FlowScope
): string[] {
  const wanted = outputs.length > 0 ? outputs.map((output) => output.from) : node.fields;
  if (wanted.length === 0) return queriedFields(object, mentioned(scope));
  const names = wanted.map((name) => {
    const field = object.field(name);
    if (!field) throw scope.problem(node.line, `The field ${name} of ${object.name} does not exist.`);
    return field.name;
  });
  return [...new Set(['Id', ...names])];
}

function limitOf(value: FlowValue, scope: FlowScope): Get {
  const { get } = scope.value(value);
  return (interview) => {
    const found = get(interview);
    return found instanceof Decimal ? Number(found.truncate()) : found;
  };
}

function lookupLimit(node: LookupNode, scope: FlowScope): Get | undefined {
  const isSingle =
    node.firstOnly ||
    node.outputAssignments.length > 0 ||
    (node.outputReference !== undefined && !scope.resolve(node.outputReference, node.line).type.collection);
  if (isSingle) return () => 1;
  return node.limit && limitOf(node.limit, scope);
}

/** Related records come with the query, as children of the relationship whose lookup field the element names. */
function relatedWish(
  related: RelatedLookup,
  parent: ObjectInfo,
  scope: FlowScope
): { relationship: string; wish: QueryWish } {
  const relationship = relationshipOf(related, parent, scope);
  const object = scope.objectNamed(related.object, related.line);
  const { filters, sort, line } = related;
  const limit = related.firstOnly ? (): number => 1 : related.limit && limitOf(related.limit, scope);
  const fields = lookupFields(related, [], object, scope);
  const children = related.related.map((inner) => relatedWish(inner, object, scope));
  return { relationship, wish: { object, fields, filters, sort, limit, children, line } };
}

export function lookup(node: LookupNode, scope: FlowScope): BulkElement {
  const object = scope.objectNamed(node.object, node.line);
  const plan = planQuery(
    {
      object,
      fields: lookupFields(node, node.outputAssignments, object, scope),
      filters: node.filters,
      sort: node.sort,
      limit: lookupLimit(node, scope),
      children: node.related.map((related) => relatedWish(related, object, scope)),
      line: node.line
    },
    scope
  );
  const store = storeOf(node, scope);
  return {
    name: node.name,
    bulk: true,
    run: (group) => {
      for (const [interview, records] of queryGroup(node, group, plan)) {
        interview.at = node.next;
        attempt(node, interview, () => store(interview, records));
      }
    }
  };
}

/* ---- Create Records ---- */

function asRecords(value: unknown, what: string): SObject[] {
  if (value === null) throw new FlowFault(`The flow tried to ${what} these records: null.`);
  return [value].flat().filter((item): item is SObject => item instanceof SObject);
}

function createByFields(node: CreateNode, scope: FlowScope): BulkElement {
  const object = scope.objectNamed(node.object, node.line);
  const fill = compileFields(node.assignments, object, scope);
  const output = scope.target(node.assignIdTo ?? node.name, node.line);
  const make = (interview: Interview, existing?: SObject): SObject => {
    const record = existing ? identified(existing) : new SObject(object);
    fill(interview, record);
    return record;
  };
  if (node.match) return matchOrCreate(node, node.match, object, make, scope);
  return {
    name: node.name,
    bulk: true,
    run: (group) =>
      saveGroup(node, group, {
        ...operation(node),
        records: (interview) => [make(interview)],
        saved: (interview, _records, results) => output.set(interview, results[0]?.id ?? null)
      })
  };
}

function createByReference(node: CreateNode, reference: string, scope: FlowScope): BulkElement {
  const { get } = scope.resolve(reference, node.line);
  const output = node.assignIdTo === undefined ? undefined : scope.target(node.assignIdTo, node.line);
  return {
    name: node.name,
    bulk: true,
    run: (group) =>
      saveGroup(node, group, {
        ...operation(node),
        records: (interview) => asRecords(get(interview), 'create').map((record) => writable(record, 'create')),
        saved: (interview, _records, results) => {
          asRecords(get(interview), 'create').forEach(
            (record, index) => void (record.v[0] = results[index]?.id ?? null)
          );
          output?.set(interview, results[0]?.id ?? null);
        }
      })
  };
}

/** Create Records with "Check for matching existing records": by conditions, with what to do for none, one and several. */
function matchOrCreate(
  node: CreateNode,
  match: MatchModel,
  object: ObjectInfo,
  make: (interview: Interview, existing?: SObject) => SObject,
  scope: FlowScope
): BulkElement {
  const output = scope.target(node.assignIdTo ?? node.name, node.line);
  const sort = object.field('LastModifiedDate') ? { field: 'LastModifiedDate', descending: true } : undefined;
  const plan = planQuery({ object, fields: ['Id'], filters: match.filters, sort, line: node.line }, scope);
  return {
    name: node.name,
    bulk: true,
    run: (group) => {
      const found = queryGroup(node, group, plan);
      saveGroup(node, [...found.keys()], {
        op: 'upsert',
        verb: 'create',
        records: (interview) => toSave(found.get(interview) ?? [], match).map((existing) => make(interview, existing)),
        saved: (interview, _records, results) => output.set(interview, results[0]?.id ?? null)
      });
    }
  };
}

/** The records that an element writes: existing ones, or one that does not exist yet. */
function toSave(found: readonly SObject[], match: MatchModel): (SObject | undefined)[] {
  if (found.length === 0) return match.none === 'create' ? [undefined] : [];
  const action = found.length === 1 ? match.one : match.several;
  if (action === 'skip') return [];
  return action === 'updateLatest' ? found.slice(0, 1) : [...found];
}

function operation(node: CreateNode): Pick<GroupSave, 'op' | 'verb' | 'externalId' | 'partly'> {
  if (node.upsertField === undefined) return { op: 'insert', verb: 'create' };
  const externalId = node.upsertField === 'Id' ? undefined : node.upsertField;
  return { op: 'upsert', verb: 'create', externalId, partly: node.partly };
}

export function create(node: CreateNode, scope: FlowScope): BulkElement {
  return node.inputReference === undefined
    ? createByFields(node, scope)
    : createByReference(node, node.inputReference, scope);
}

/* ---- Update and Delete Records ---- */

type Source = (group: readonly Interview[]) => Map<Interview, SObject[]>;

/** The records that an element works on: those of a resource, or those that its filters find. */
function sourceOf(node: ChangeNode, scope: FlowScope): { source: Source; object: ObjectInfo | undefined } {
  if (node.inputReference !== undefined) {
    const { get, type } = scope.resolve(node.inputReference, node.line);
    const source: Source = (group) => {
      const found = new Map<Interview, SObject[]>();
      for (const interview of group) {
        const records = attempt(node, interview, () => asRecords(get(interview), node.kind));
        if (records) found.set(interview, records);
      }
      return found;
    };
    return { source, object: type.base === 'record' ? type.object : undefined };
  }
  const object = scope.objectNamed(node.object, node.line);
  if (node.filters.items.length === 0 && node.kind === 'delete')
    throw scope.problem(node.line, `${node.name}: Delete Records needs a filter.`);
  const plan: QueryPlan = planQuery({ object, fields: ['Id'], filters: node.filters, line: node.line }, scope);
  return { source: (group) => queryGroup(node, group, plan), object };
}

function identified(record: SObject): SObject {
  const copy = new SObject(record.info);
  copy.v[0] = record.id;
  return copy;
}

/** With field values an update writes only those; without, all that the record variable holds and a user may write. */
export function change(node: ChangeNode, scope: FlowScope): BulkElement {
  const { source, object } = sourceOf(node, scope);
  const fill = node.assignments.length > 0 && object ? compileFields(node.assignments, object, scope) : undefined;
  const build = (interview: Interview, record: SObject): SObject => {
    if (node.kind === 'delete') return identified(record);
    if (!fill) return writable(record, 'update');
    const copy = identified(record);
    fill(interview, copy);
    return copy;
  };
  return {
    name: node.name,
    bulk: true,
    run: (group) => {
      const found = source(group);
      saveGroup(node, [...found.keys()], {
        op: node.kind,
        verb: node.kind,
        records: (interview) => (found.get(interview) ?? []).map((record) => build(interview, record))
      });
    }
  };
}

/** Before a save, updating the record that started the flow only writes into it. */
export function changeInFlight(node: ChangeNode, scope: FlowScope): Element {
  if (node.kind !== 'update' || node.inputReference?.toLowerCase() !== '$record' || !scope.object) {
    throw scope.problem(node.line, `${node.name}: before a save a flow can write only into $Record.`);
  }
  const fill = compileFields(node.assignments, scope.object, scope);
  return {
    name: node.name,
    bulk: false,
    step: (interview) => {
      if (interview.trigger) fill(interview, interview.trigger.record);
      return node.next;
    }
  };
}
