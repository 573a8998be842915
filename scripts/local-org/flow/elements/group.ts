import type { Operation, SaveOptions, SaveResult } from '../../contracts/save.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import type { SObject } from '../../values/index.ts';
import type { DataVerb } from '../faults.ts';
import { FlowFault, exceptionFault, isElementError, resultFault } from '../faults.ts';
import type { Interview } from '../interview.ts';
import type { QueryPlan } from '../query.ts';

/** What the operations on a group need of their element. */
export interface GroupElement {
  readonly name: string;
  readonly next: string | undefined;
  readonly fault: string | undefined;
}

/** Runs a part of one interview; a fault of it takes the connector. Gives undefined then. */
export function attempt<T>(element: GroupElement, interview: Interview, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FlowFault) && !isElementError(error)) throw error;
    interview.fault(element.name, error.message, element.fault);
    return undefined;
  }
}

/**
 * The query of each interview of a group. The group counts as one SOQL whatever the filters are, its rows in sum
 * (assumed; the documented rule says only that the interviews execute the element together).
 */
export function queryGroup(
  element: GroupElement,
  group: readonly Interview[],
  plan: QueryPlan
): Map<Interview, SObject[]> {
  const found = new Map<Interview, SObject[]>();
  for (const interview of group) {
    const records = attempt(element, interview, () => runQuery(interview, plan, found.size > 0));
    if (records) found.set(interview, records);
  }
  return found;
}

function runQuery(interview: Interview, plan: QueryPlan, counted: boolean): SObject[] {
  const { tx, context } = interview;
  const { limits } = tx;
  const mark = counted ? limits.mark() : undefined;
  const before = limits.used('queryRows');
  try {
    const { records } = tx.org.queries.run(tx, plan.query, plan.binds(interview), context.access);
    if (mark !== undefined) {
      const rows = limits.used('queryRows') - before;
      limits.reset(mark);
      limits.count('queryRows', rows);
    }
    return records;
  } catch (error) {
    if (isElementError(error)) throw new FlowFault(exceptionFault('look up', error));
    throw error;
  }
}

export interface GroupSave {
  readonly op: Operation;
  readonly verb: DataVerb;
  readonly externalId?: string | undefined;
  /** An interview keeps its good records when others of it fail, and goes on. */
  readonly partly?: boolean;
  /** The records of one interview: made anew for each attempt. */
  records(interview: Interview): SObject[];
  /** Called for an interview whose records are all saved. */
  saved?(interview: Interview, records: readonly SObject[], results: readonly SaveResult[]): void;
}

interface Share {
  readonly interview: Interview;
  readonly records: SObject[];
  readonly from: number;
}

function shares(element: GroupElement, group: readonly Interview[], save: GroupSave): Share[] {
  const all: Share[] = [];
  let from = 0;
  for (const interview of group) {
    const records = attempt(element, interview, () => save.records(interview));
    if (!records) continue;
    all.push({ interview, records, from });
    from += records.length;
  }
  return all;
}

/**
 * One DML statement for a group. An interview of which a record fails keeps none of its records: where others of it
 * went through, the statement is taken back and run again without that interview.
 */
export function saveGroup(element: GroupElement, group: readonly Interview[], save: GroupSave): void {
  let rest = group;
  while (rest.length > 0) {
    const parts = shares(element, rest, save);
    const failed = saveOnce(element, parts, save);
    if (failed === undefined) return;
    rest = parts.map((part) => part.interview).filter((interview) => !failed.has(interview));
  }
}

/** Gives the interviews that failed when the others must run again; undefined when the work is done. */
function saveOnce(element: GroupElement, parts: readonly Share[], save: GroupSave): ReadonlySet<Interview> | undefined {
  const first = parts[0];
  if (!first) return undefined;
  const { tx, context } = first.interview;
  const records = parts.flatMap((part) => part.records);
  const savepoint = tx.savepoint();
  const options: SaveOptions = {
    access: context.access,
    allOrNone: false,
    source: 'flow',
    ...(save.externalId ? { externalId: save.externalId } : {})
  };
  let results: SaveResult[];
  try {
    results =
      records.length === 0
        ? []
        : isEvents(records)
          ? publish(tx, records)
          : tx.org.save.run(tx, save.op, records, options);
  } catch (error) {
    if (!isElementError(error)) throw error;
    tx.rollback(savepoint);
    for (const { interview } of parts) interview.fault(element.name, exceptionFault(save.verb, error), element.fault);
    return undefined;
  }
  return settle(element, parts, save, results, () => tx.rollback(savepoint));
}

function isEvents(records: readonly SObject[]): boolean {
  return records[0]?.info.kind === 'event';
}

/** "To publish event messages from a flow, add a Create Records element" (Platform Events Developer Guide). */
function publish(tx: Transaction, events: readonly SObject[]): SaveResult[] {
  return tx.org.async.publish(tx, events).map(({ success, id, error }) => ({
    success,
    id,
    errors: error ? [error] : []
  }));
}

function settle(
  element: GroupElement,
  parts: readonly Share[],
  save: GroupSave,
  results: readonly SaveResult[],
  undo: () => void
): ReadonlySet<Interview> | undefined {
  const of = (part: Share): readonly SaveResult[] => results.slice(part.from, part.from + part.records.length);
  const failing = save.partly ? [] : parts.filter((part) => of(part).some((result) => !result.success));
  for (const part of failing) part.interview.fault(element.name, resultFault(save.verb, of(part)) ?? '', element.fault);
  if (failing.some((part) => of(part).some((result) => result.success))) {
    undo();
    return new Set(failing.map((part) => part.interview));
  }
  for (const part of parts) {
    if (failing.includes(part)) continue;
    part.interview.at = element.next;
    save.saved?.(part.interview, part.records, of(part));
  }
  return undefined;
}
