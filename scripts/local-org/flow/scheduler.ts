import type { TraceEvent } from '../contracts/transaction.ts';
import { watched } from '../transaction/index.ts';
import { FlowFault, UNHANDLED, isElementError } from './faults.ts';
import type { Interview } from './interview.ts';
import type { BulkElement, Element } from './program.ts';

function elementAt(interview: Interview): Element | undefined {
  return interview.at === undefined ? undefined : interview.program.elements.get(interview.at.toLowerCase());
}

/** Elements stand for CPU time as loop turns of Apex do, so that an endless flow meets the limit. */
function tick(interview: Interview): void {
  const { tx } = interview;
  if (++tx.ticks > tx.tickLimit) tx.overtime();
}

function step(interview: Interview, element: Exclude<Element, BulkElement>): void {
  interview.taken.add(element.name.toLowerCase());
  try {
    const event = (): TraceEvent => ({ kind: 'element', text: element.name });
    interview.at = watched(interview.tx, event, () => element.step(interview));
  } catch (error) {
    if (!(error instanceof FlowFault) && !isElementError(error)) throw error;
    interview.fault(element.name, error.message || UNHANDLED, undefined);
  }
}

/** Runs one interview up to its next bulk element, or to its end. */
function advance(interview: Interview): BulkElement | undefined {
  for (let element = elementAt(interview); element; element = elementAt(interview)) {
    if (element.bulk) return element;
    tick(interview);
    step(interview, element);
  }
  return undefined;
}

/**
 * Runs interviews of one flow to their ends. Each goes up to an element that reads, writes or calls out; those that
 * stand at the same element then run it together, the longest waiting element first (help: Flow Bulkification in
 * Transactions). Loops line up by themselves.
 */
export function runInterviews(interviews: readonly Interview[]): void {
  const parked = new Map<BulkElement, Interview[]>();
  let ready = interviews;
  for (;;) {
    for (const interview of ready) {
      const element = advance(interview);
      if (element) park(parked, element, interview);
    }
    const oldest = parked.entries().next();
    if (oldest.done) return;
    const [element, group] = oldest.value;
    parked.delete(element);
    for (const interview of group) {
      tick(interview);
      interview.taken.add(element.name.toLowerCase());
    }
    runTogether(element, group);
    ready = group;
  }
}

function runTogether(element: BulkElement, group: readonly Interview[]): void {
  const { tx } = group[0] as Interview;
  watched(
    tx,
    () => ({ kind: 'element', text: element.name, data: { interviews: group.length } }),
    () => element.run(group)
  );
}

function park(parked: Map<BulkElement, Interview[]>, element: BulkElement, interview: Interview): void {
  const waiting = parked.get(element);
  if (waiting) waiting.push(interview);
  else parked.set(element, [interview]);
}
