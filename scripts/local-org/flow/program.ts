import type { ObjectInfo } from '../contracts/schema.ts';
import type { Interview } from './interview.ts';
import type { FlowModel, ScheduledPath } from './model.ts';
import type { FlowType } from './types.ts';

/** An element that one interview runs by itself; gives the name of the next. */
export interface StepElement {
  readonly name: string;
  readonly bulk: false;
  step(interview: Interview): string | undefined;
}

/** An element that all interviews standing at it run in one operation; each gets its `at` or its failure. */
export interface BulkElement {
  readonly name: string;
  readonly bulk: true;
  run(group: readonly Interview[]): void;
}

export type Element = StepElement | BulkElement;

export interface Variable {
  readonly name: string;
  readonly type: FlowType;
  readonly isInput: boolean;
  readonly isOutput: boolean;
  initial(interview: Interview): unknown;
}

/** Whether a record meets the entry conditions of its flow. */
export type EntryTest = (interview: Interview) => boolean;

export interface CompiledPath extends ScheduledPath {
  /** The instant from which the offset counts, or null when the field is blank. */
  anchor(interview: Interview): number | null;
}

export interface FlowProgram {
  readonly model: FlowModel;
  readonly object: ObjectInfo | undefined;
  readonly first: string | undefined;
  /** By name in lower case. */
  readonly elements: ReadonlyMap<string, Element>;
  readonly variables: readonly Variable[];
  readonly entry: EntryTest;
  readonly paths: readonly CompiledPath[];
  /** The Default Workflow User of the org, once it is known. */
  workflowUser(): string | null;
}
