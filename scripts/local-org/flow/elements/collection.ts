import type { FieldInfo, ObjectInfo } from '../../contracts/schema.ts';
import { SObject } from '../../values/index.ts';
import { isBlank, order } from '../compare.ts';
import { coerce, fromApex, toField } from '../coerce.ts';
import { compileConditions } from '../conditions.ts';
import type { Interview } from '../interview.ts';
import type { CollectionNode, TransformNode } from '../model.ts';
import { readField } from '../records.ts';
import type { StepElement } from '../program.ts';
import type { FlowScope, Get } from '../scope.ts';
import { compileItem } from './assignment.ts';

const itemsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function sortKey(interview: Interview, item: unknown, field: string): unknown {
  return item instanceof SObject && field !== '' ? fromApex(readField(interview.tx, item, field.split('.'))) : item;
}

function compareBy(interview: Interview, sorts: CollectionNode['sorts']): (a: unknown, b: unknown) => number {
  return (a, b) => {
    for (const { field, descending, nullsFirst } of sorts) {
      const [x, y] = [sortKey(interview, a, field), sortKey(interview, b, field)];
      if (isBlank(x) !== isBlank(y)) return isBlank(x) === nullsFirst ? -1 : 1;
      const sign = order(x, y, interview.tx) ?? 0;
      if (sign !== 0) return descending ? -sign : sign;
    }
    return 0;
  };
}

/** Sorts the collection itself; with a limit it keeps only so many items. */
function sort(node: CollectionNode, scope: FlowScope): StepElement {
  const target = scope.target(node.collection, node.line);
  return {
    name: node.name,
    bulk: false,
    step: (interview) => {
      const sorted = [...itemsOf(target.get(interview))].sort(compareBy(interview, node.sorts));
      target.set(interview, node.limit ? sorted.slice(0, node.limit) : sorted);
      return node.next;
    }
  };
}

function filter(node: CollectionNode, scope: FlowScope): StepElement {
  const { get } = scope.resolve(node.collection, node.line);
  const output = scope.target(node.name, node.line);
  const item = scope.target(node.variable ?? `currentItem_${node.name}`, node.line);
  const byFormula = node.formula === undefined ? undefined : scope.formula(node.formula, node.line, 'Boolean');
  const test = byFormula
    ? (i: Interview): boolean => byFormula(i) === true
    : compileConditions(node.conditions, scope, node.line);
  return {
    name: node.name,
    bulk: false,
    step: (interview) => {
      const kept = itemsOf(get(interview)).filter((candidate) => {
        item.set(interview, candidate);
        return test(interview);
      });
      output.set(interview, node.limit ? kept.slice(0, node.limit) : kept);
      return node.next;
    }
  };
}

/** Makes one record per item; map items name fields of the new record. */
function map(node: CollectionNode, scope: FlowScope): StepElement {
  const { get } = scope.resolve(node.collection, node.line);
  const output = scope.target(node.name, node.line);
  const item = scope.target(node.variable ?? `currentItem_${node.name}`, node.line);
  const object = scope.objectNamed(node.outputObject, node.line);
  const made = new WeakMap<Interview, SObject>();
  const assignments = node.mapItems.map((mapItem) => {
    const name = mapItem.to.split('.').pop() as string;
    const field = object.field(name);
    if (!field) throw scope.problem(mapItem.line, `The field ${name} of ${object.name} does not exist.`);
    const record = (i: Interview): SObject => made.get(i) as SObject;
    return compileItem(
      mapItem,
      {
        type: { base: 'scalar', field: field.type, collection: false },
        get: (i) => fromApex(record(i).peek(field.slot)),
        set: (i, value) => void (record(i).v[field.slot] = toField(value, field, i.tx))
      },
      scope
    );
  });
  return {
    name: node.name,
    bulk: false,
    step: (interview) => {
      const records = itemsOf(get(interview)).map((source) => {
        item.set(interview, source);
        const record = new SObject(object);
        made.set(interview, record);
        for (const assign of assignments) assign(interview);
        return record;
      });
      output.set(interview, records);
      return node.next;
    }
  };
}

export function collection(node: CollectionNode, scope: FlowScope): StepElement {
  return { sort, filter, map }[node.processor](node, scope);
}

const EACH = /^(.+?)\[\$EachItem\]\.?(.*)$/;

interface Mapping {
  readonly field: FieldInfo | undefined;
  /** The collection that the mapping walks, when it names `[$EachItem]`. */
  readonly source: Get | undefined;
  readonly read: (interview: Interview, item: unknown) => unknown;
}

/** The field of the new record that a mapping fills; a transform into a scalar has none. */
function mappedField(
  entry: TransformNode['mappings'][number],
  object: ObjectInfo | undefined,
  scope: FlowScope
): FieldInfo | undefined {
  if (!object) return undefined;
  const field = object.field(entry.field ?? '');
  if (!field) throw scope.problem(entry.line, `The field ${entry.field ?? ''} of ${object.name} does not exist.`);
  return field;
}

function mapping(entry: TransformNode['mappings'][number], object: ObjectInfo | undefined, scope: FlowScope): Mapping {
  const field = mappedField(entry, object, scope);
  const each = entry.value.kind === 'reference' ? EACH.exec(entry.value.name) : null;
  if (!each) {
    const { get } = scope.value(entry.value);
    return { field, source: undefined, read: (i) => get(i) };
  }
  const { get } = scope.resolve(each[1] as string, entry.line);
  const path = (each[2] ?? '').split('.').filter((part) => part !== '');
  return {
    field,
    source: get,
    read: (i, item) => (item instanceof SObject && path.length > 0 ? fromApex(readField(i.tx, item, path)) : item)
  };
}

export function transform(node: TransformNode, scope: FlowScope): StepElement {
  const output = scope.target(node.name, node.line);
  const object = output.type.base === 'record' ? output.type.object : undefined;
  const mappings = node.mappings.map((entry) => mapping(entry, object, scope));
  const source = mappings.find((m) => m.source)?.source;
  const build = (interview: Interview, item: unknown): unknown => {
    if (!object) return mappings[0]?.read(interview, item) ?? null;
    const record = new SObject(object);
    for (const { field, read } of mappings)
      if (field) record.v[field.slot] = toField(read(interview, item), field, interview.tx);
    return record;
  };
  return {
    name: node.name,
    bulk: false,
    step: (interview) => {
      const items = source ? itemsOf(source(interview)) : [null];
      const built = items.map((item) => build(interview, item));
      output.set(interview, coerce(node.isCollection ? built : (built[0] ?? null), output.type, interview.tx));
      return node.next;
    }
  };
}
