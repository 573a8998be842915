import { ApexDate, ApexDatetime, ApexTime, Decimal } from '../../values/index.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { isEqual } from '../compare.ts';
import { textOf } from '../coerce.ts';
import { FlowFault } from '../faults.ts';
import type { Interview } from '../interview.ts';
import type { AssignmentItem, AssignmentNode } from '../model.ts';
import type { StepElement } from '../program.ts';
import { copied } from '../records.ts';
import type { FlowScope, Resource, Set } from '../scope.ts';

type Combine = (current: unknown, value: unknown, tx: Transaction) => unknown;

const listOf = (value: unknown): unknown[] => (value === null ? [] : Array.isArray(value) ? value : [value]);

function numberOf(value: unknown): Decimal {
  if (value === null) return Decimal.ZERO;
  if (value instanceof Decimal) return value;
  throw new FlowFault(`The flow failed to use "${textOf(value)}" as a number.`);
}

/** Adds a number: to a number, in days to a Date or Datetime, in milliseconds to a Time. */
function added(current: unknown, value: unknown, sign: 1 | -1): unknown {
  const amount = numberOf(value);
  const step = sign * amount.toNumber();
  if (current instanceof ApexDate) return current.addDays(Math.trunc(step));
  if (current instanceof ApexDatetime) return current.addMillis(Math.round(step * 86_400) * 1000);
  if (current instanceof ApexTime) return current.add(step);
  return sign === 1 ? numberOf(current).add(amount) : numberOf(current).sub(amount);
}

const without =
  (keep: (index: number, found: number) => boolean): Combine =>
  (current, value, tx) => {
    const list = listOf(current);
    const found = list.findIndex((item) => isEqual(item, value, tx));
    return found < 0 ? list : list.filter((_item, index) => keep(index, found));
  };

/** Operators on collections (help: Flow Operators in Assignment Elements). */
const ON_LIST: Readonly<Record<string, Combine>> = {
  Assign: (_current, value) => [...listOf(value)],
  Add: (current, value) => [...listOf(current), ...listOf(value)],
  AddAtStart: (current, value) => [...listOf(value), ...listOf(current)],
  RemoveFirst: without((index, found) => index !== found),
  RemoveAfterFirst: without((index, found) => index <= found),
  RemoveBeforeFirst: without((index, found) => index >= found),
  RemoveAll: (current, value, tx) =>
    listOf(current).filter((item) => !listOf(value).some((gone) => isEqual(item, gone, tx))),
  RemoveUncommon: (current, value, tx) =>
    listOf(current).filter((item) => listOf(value).some((kept) => isEqual(item, kept, tx))),
  RemovePosition: (current, value) => listOf(current).filter((_item, index) => index !== numberOf(value).toNumber() - 1)
};

const ON_NUMBER: Readonly<Record<string, Combine>> = {
  Assign: (_current, value) => value,
  Add: (current, value) => (value === null ? current : added(current, value, 1)),
  Subtract: (current, value) => (value === null ? current : added(current, value, -1)),
  AssignCount: (_current, value) => Decimal.of(listOf(value).length)
};

const ON_TEXT: Readonly<Record<string, Combine>> = {
  Assign: (_current, value) => value,
  Add: (current, value) => textOf(current) + textOf(value),
  AddItem: (current, value) =>
    [
      ...textOf(current)
        .split(';')
        .filter((item) => item !== ''),
      textOf(value)
    ].join(';')
};

const ON_OTHER: Readonly<Record<string, Combine>> = { Assign: (_current, value) => value };

function operatorsFor(target: Resource): Readonly<Record<string, Combine>> {
  const { type } = target;
  if (type.collection) return ON_LIST;
  if (type.base !== 'scalar' || type.field === 'Boolean') return ON_OTHER;
  return ['Integer', 'Long', 'Double', 'Currency', 'Percent', 'Date', 'Datetime', 'Time'].includes(type.field)
    ? ON_NUMBER
    : ON_TEXT;
}

/** One line of an Assignment element (and of a map element). */
export function compileItem(
  item: AssignmentItem,
  target: Resource & { readonly set: Set },
  scope: FlowScope
): (i: Interview) => void {
  const combine = operatorsFor(target)[item.operator];
  if (!combine)
    throw scope.problem(
      item.line,
      `The operator ${item.operator} cannot be used on ${item.to}, or is not supported by the local org.`,
      'unsupported'
    );
  const { get, type } = scope.value(item.value);
  // A missing record takes a place in a collection: `$Record__Prior` of a new record (assumed; public flows rely on it).
  const keepsNull =
    target.type.collection && !type.collection && type.base !== 'scalar' && item.operator.startsWith('Add');
  return (i) => {
    const value = copied(get(i));
    target.set(i, combine(target.get(i), keepsNull && value === null ? [null] : value, i.tx));
  };
}

export function assignment(node: AssignmentNode, scope: FlowScope): StepElement {
  const items = node.items.map((item) => compileItem(item, scope.target(item.to, item.line), scope));
  return {
    name: node.name,
    bulk: false,
    step: (interview) => {
      for (const item of items) item(interview);
      return node.next;
    }
  };
}
