import { OPERATORS, isEqual } from './compare.ts';
import { fromApex } from './coerce.ts';
import type { Interview } from './interview.ts';
import { parseLogic } from '../values/index.ts';
import type { Condition, Conditions, Filter, Filters } from './model.ts';
import { readField } from './records.ts';
import type { FlowScope } from './scope.ts';

export type Test = (interview: Interview) => boolean;

/** The field path behind `$Record.X`, for IsChanged. */
function recordPath(name: string): readonly string[] | undefined {
  const [first = '', ...rest] = name.split('.');
  return first.toLowerCase() === '$record' && rest.length > 0 ? rest : undefined;
}

function changed(path: readonly string[], wanted: (i: Interview) => unknown): Test {
  return (i) => {
    const { trigger, tx } = i;
    const hasChanged =
      trigger !== null &&
      trigger.prior !== null &&
      !isEqual(fromApex(readField(tx, trigger.record, path)), fromApex(readField(tx, trigger.prior, path)), tx);
    return hasChanged === (wanted(i) !== false);
  };
}

function compileCondition(condition: Condition, scope: FlowScope): Test {
  const { left, operator, line } = condition;
  const right = scope.value(condition.right);
  if (operator === 'IsChanged') {
    const path = recordPath(left);
    if (!path) throw scope.problem(line, `IsChanged needs a field of $Record, found ${left}.`);
    return changed(path, right.get);
  }
  if (operator === 'WasVisited' || operator === 'WasSelected') {
    const key = left.toLowerCase();
    return (i) => i.taken.has(key) === (right.get(i) !== false);
  }
  const compare = OPERATORS[operator];
  if (!compare) throw scope.problem(line, `The operator ${operator} is not supported by the local org.`, 'unsupported');
  const value = scope.resolve(left, line);
  return (i) => compare(value.get(i), right.get(i), i.tx);
}

function combine(logic: string, tests: readonly Test[], scope: FlowScope, line: number): Test {
  const combined = parseLogic(logic, tests.length);
  if (!combined) throw scope.problem(line, `The condition logic "${logic}" cannot be read.`);
  return (i) => combined((index) => (tests[index] as Test)(i));
}

/** Conditions of an outcome or of a collection filter; none at all hold always. */
export function compileConditions(conditions: Conditions, scope: FlowScope, line: number): Test {
  if (conditions.items.length === 0) return () => true;
  return combine(
    conditions.logic,
    conditions.items.map((item) => compileCondition(item, scope)),
    scope,
    line
  );
}

/** Entry filters on the record that starts a flow: conditions whose left side is a field of `$Record`. */
export function compileEntryFilters(filters: Filters, scope: FlowScope, line: number): Test {
  const items = filters.items.map((filter: Filter): Condition => ({
    left: `$Record.${filter.field}`,
    operator: filter.operator,
    right: filter.value,
    line: filter.line
  }));
  return compileConditions({ logic: filters.logic, items }, scope, line);
}
