import { randomUUID } from 'node:crypto';
import type { SaveError } from '../contracts/save.ts';
import type { Access } from '../contracts/soql.ts';
import type { Savepoint, Transaction } from '../contracts/transaction.ts';
import type { SObject } from '../values/index.ts';
import type { FlowProgram } from './program.ts';

/** Where a flow runs: one transaction, one mode. */
export interface RunContext {
  readonly tx: Transaction;
  readonly access: Access;
  readonly startedAt: number;
  /** Where a Roll Back Records element goes back to; absent in record-triggered flows, which may not have one. */
  readonly savepoint?: Savepoint;
}

/** The record that started a flow. */
export interface TriggerRecord {
  readonly record: SObject;
  readonly prior: SObject | null;
  readonly isNew: boolean;
}

export interface Failure {
  readonly element: string;
  readonly message: string;
}

export interface LoopState {
  readonly items: readonly unknown[];
  index: number;
}

/** One run of a flow. */
export class Interview {
  readonly program: FlowProgram;
  readonly context: RunContext;
  readonly trigger: TriggerRecord | null;
  /** Variables, element outputs and current loop items, by name in lower case. */
  readonly values = new Map<string, unknown>();
  readonly loops = new Map<string, LoopState>();
  /** Decision outcomes that were taken and elements that were visited, in lower case. */
  readonly taken = new Set<string>();
  readonly customErrors: SaveError[] = [];
  /** The element to run next; undefined when the interview is over. */
  at: string | undefined;
  faultMessage: string | null = null;
  failure: Failure | null = null;
  /** While an outcome asks what its conditions were before the save, `$Record` means the old record. */
  lookingBack = false;
  private ownGuid: string | null = null;

  /** `$Flow.InterviewGuid`: of this interview alone; its form is assumed. */
  get guid(): string {
    return (this.ownGuid ??= randomUUID());
  }

  constructor(program: FlowProgram, context: RunContext, trigger: TriggerRecord | null, first: string | undefined) {
    this.program = program;
    this.context = context;
    this.trigger = trigger;
    this.at = first;
  }

  get tx(): Transaction {
    return this.context.tx;
  }

  get record(): SObject | null {
    return this.trigger && (this.lookingBack ? this.trigger.prior : this.trigger.record);
  }

  /** Takes the fault connector, or ends the interview with the failure. */
  fault(element: string, message: string, connector: string | undefined): void {
    this.faultMessage = message;
    this.at = connector;
    if (connector === undefined) this.failure = { element, message };
  }
}
