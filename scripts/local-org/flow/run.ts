import type { Access } from '../contracts/soql.ts';
import type { SaveError } from '../contracts/save.ts';
import type { TraceEvent, Transaction } from '../contracts/transaction.ts';
import { watched } from '../transaction/index.ts';
import { begin } from './elements/subflow.ts';
import { mailFault } from './fault-mail.ts';
import { triggerError } from './faults.ts';
import { Interview } from './interview.ts';
import type { RunContext, TriggerRecord } from './interview.ts';
import type { FlowProgram } from './program.ts';
import { runInterviews } from './scheduler.ts';

/**
 * How a flow sees data. What a record, an event or the clock starts runs in system context without sharing; in default
 * mode a flow that Apex starts follows the sharing of its caller (help: Which Context Does a Flow Run In?).
 */
export function accessOf(program: FlowProgram, tx: Transaction): Access {
  const { runInMode, start } = program.model;
  if (runInMode === 'UserMode') return { mode: 'user', sharing: 'with' };
  if (runInMode === 'SystemModeWithSharing') return { mode: 'system', sharing: 'with' };
  if (runInMode === 'SystemModeWithoutSharing' || start.trigger !== 'None')
    return { mode: 'system', sharing: 'without' };
  return { mode: 'system', sharing: tx.sharing };
}

export function contextOf(program: FlowProgram, tx: Transaction): RunContext {
  return { tx, access: accessOf(program, tx), startedAt: tx.now() };
}

/** An interview that only answers questions about a record: entry conditions, instants of paths. */
export function probe(program: FlowProgram, context: RunContext, trigger: TriggerRecord): Interview {
  return new Interview(program, context, trigger, undefined);
}

/** Runs a flow once for each record, all together; `first` is where a scheduled path starts. */
export function runFor(
  program: FlowProgram,
  tx: Transaction,
  triggers: readonly (TriggerRecord | null)[],
  first: string | undefined
): Interview[] {
  return asFlowUser(program, tx, () => {
    const context = contextOf(program, tx);
    const interviews = triggers.map((trigger) => {
      const interview = begin(program, { context, trigger });
      interview.at = first;
      return interview;
    });
    runTraced(program, tx, interviews);
    return interviews;
  });
}

/** Runs interviews that stand at their first element, and tells whoever looks after the flow of those that failed. */
export function runTraced(program: FlowProgram, tx: Transaction, interviews: readonly Interview[]): void {
  const event = (): TraceEvent => ({ kind: 'flow', text: program.model.name, data: { interviews: interviews.length } });
  watched(tx, event, () => runInterviews(interviews));
  for (const interview of interviews) if (interview.failure) mailFault(interview, interview.failure);
}

/** A flow may run as the Default Workflow User instead of whoever started it (Metadata API: FlowStart, flowRunAsUser). */
function asFlowUser<T>(program: FlowProgram, tx: Transaction, work: () => T): T {
  const userId = program.model.start.runAs === 'DefaultWorkflowUser' ? program.workflowUser() : null;
  if (userId === null) return work();
  const { user } = tx;
  tx.user = tx.org.access.user(userId);
  try {
    return work();
  } finally {
    tx.user = user;
  }
}

/** What an interview says against the save of its record. */
export function errorsOf(interview: Interview): SaveError[] {
  const { failure, customErrors, program } = interview;
  return failure ? [triggerError(program.model.label, failure.message)] : customErrors;
}
