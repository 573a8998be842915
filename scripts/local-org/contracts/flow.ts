import type { SObject } from '../values/sobject.ts';
import type { SaveError } from './save.ts';
import type { Row } from './store.ts';
import type { Transaction } from './transaction.ts';

/** The flows of the org. Record-triggered parts are called by the save steps, the rest by Apex, REST and the clock. */
export interface FlowEngine {
  /** Before-save flows: may write into `records`; returns errors by index (custom errors, failed interviews). */
  beforeSave(
    tx: Transaction,
    object: string,
    op: 'insert' | 'update',
    records: SObject[],
    old: (Row | undefined)[]
  ): SaveError[][];
  /** After-save flows in trigger order; returns errors by index. */
  afterSave(
    tx: Transaction,
    object: string,
    op: 'insert' | 'update',
    records: SObject[],
    old: (Row | undefined)[]
  ): SaveError[][];
  beforeDelete(tx: Transaction, object: string, old: Row[]): SaveError[][];
  /** Computes, moves or cancels the scheduled and async paths of saved records; they run through AsyncEngine. */
  schedulePaths(
    tx: Transaction,
    object: string,
    op: 'insert' | 'update' | 'delete' | 'undelete',
    records: SObject[],
    old: (Row | undefined)[]
  ): void;
  /** Platform-event triggered flows. */
  onEvents(tx: Transaction, object: string, events: SObject[]): void;
  /** Runs an autolaunched flow by name with inputs; returns its output variables. */
  launch(tx: Transaction, name: string, inputs: ReadonlyMap<string, unknown>): Map<string, unknown>;
  has(name: string): boolean;
  /** Runs a standard action by its API name, as `emailSimple`, with inputs by name; undefined: none that runs here. Throws FlowException. */
  standardAction(tx: Transaction, name: string, inputs: ReadonlyMap<string, unknown>): Map<string, unknown> | undefined;
  hasRecordFlows(object: string): boolean;
}
