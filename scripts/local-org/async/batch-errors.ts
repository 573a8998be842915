import type { Schema } from '../contracts/schema.ts';
import { ApexException, SObject, stackText } from '../values/index.ts';

export type BatchPhase = 'START' | 'EXECUTE' | 'FINISH';

export interface BatchFailure {
  readonly phase: BatchPhase;
  readonly scope: readonly unknown[];
  readonly requestId: string;
  readonly error: unknown;
}

/** "JobScope: the record IDs that are in scope if the event was fired from the execute() method", at most 40,000 characters. */
const MOST_SCOPE = 40_000;

/** `BatchApexErrorEvent` of the object reference; undefined in an org without that object. */
export function batchErrorEvent(schema: Schema, jobId: string, failure: BatchFailure): SObject | undefined {
  const info = schema.object('BatchApexErrorEvent');
  if (!info) return undefined;
  const { error, phase, requestId } = failure;
  const ids = failure.scope.map((item) => (item instanceof SObject ? item.id : null)).filter((id) => id !== null);
  const scope = ids.join(',');
  const event = new SObject(info);
  const values = {
    AsyncApexJobId: jobId,
    DoesExceedJobScopeMaxLength: scope.length > MOST_SCOPE,
    ExceptionType: error instanceof ApexException ? error.typeName : 'System.UnexpectedException',
    JobScope: scope.slice(0, MOST_SCOPE),
    Message: error instanceof Error ? error.message : String(error),
    Phase: phase,
    RequestId: requestId,
    StackTrace: error instanceof Error ? stackText(error) : ''
  };
  for (const [name, value] of Object.entries(values)) event.v[event.fieldNamed(name).slot] = value;
  return event;
}
