import { SObject } from '../../values/index.ts';
import { isBlank, order } from '../compare.ts';
import { fromApex, toField } from '../coerce.ts';
import { compileConditions } from '../conditions.ts';
import type { Interview } from '../interview.ts';
import type { CollectionNode } from '../model.ts';
import { readField } from '../records.ts';
import type { StepElement } from '../program.ts';
import type { FlowScope } from '../scope.ts';
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
