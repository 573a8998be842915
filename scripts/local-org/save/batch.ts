import type { ObjectInfo } from '../contracts/schema.ts';
import type { SaveBatch, SaveError, SaveOptions } from '../contracts/save.ts';
import type { Row } from '../contracts/store.ts';
import type { Transaction } from '../contracts/transaction.ts';
import { SObject } from '../values/index.ts';
import type { RecordFormulas } from './formulas.ts';
import type { ObjectPlan } from './plan.ts';
import { changesFamily, isPersonRecord, personModel } from './persons.ts';
import { planOf } from './plan.ts';
import type { Relations } from './relations.ts';

/** What every step may use besides the org: built once per `createSave`. */
export interface SaveTools {
  readonly formulas: RecordFormulas;
  readonly relations: Relations;
  /** Saves that the platform itself makes on behalf of a save: parents of roll-ups, losers of a merge. */
  saveWithin(
    tx: Transaction,
    op: SaveBatch['op'],
    records: SObject[],
    options: SaveOptions,
    inner: InnerSave
  ): readonly (readonly SaveError[])[];
}

/** What the platform's own saves may do beyond a caller's: roll-ups, lead conversion, merge. */
export interface InnerSave {
  /** Fields that callers cannot write: roll-ups, conversion fields. */
  readonly writeAll?: boolean;
  /** The surviving record that children of deleted ones move to. */
  readonly mergeInto?: string;
  /** The other half of a person account, written through: of a contact nothing goes back to its account. */
  readonly person?: 'account' | 'contact';
}

export interface BatchInput {
  readonly tx: Transaction;
  readonly tools: SaveTools;
  readonly object: ObjectInfo;
  readonly op: SaveBatch['op'];
  readonly options: SaveOptions;
  readonly given: readonly SObject[];
  readonly inner?: InnerSave;
}

/** The records of one chunk on their way through the steps. */
export class Batch implements SaveBatch {
  readonly tx: Transaction;
  readonly tools: SaveTools;
  readonly object: ObjectInfo;
  readonly plan: ObjectPlan;
  readonly op: SaveBatch['op'];
  readonly options: SaveOptions;
  readonly inner: InnerSave;
  /** The caller's objects, read only; they get their ids when all is done. */
  readonly given: readonly SObject[];
  records: SObject[];
  old: (Row | undefined)[];
  readonly errors: SaveError[][];

  constructor(input: BatchInput) {
    this.tx = input.tx;
    this.tools = input.tools;
    this.object = input.object;
    this.plan = planOf(input.object);
    this.op = input.op;
    this.options = input.options;
    this.inner = input.inner ?? {};
    this.given = input.given;
    this.records = input.given.map(() => new SObject(input.object));
    this.old = input.given.map(() => undefined);
    this.errors = input.given.map(() => []);
  }

  alive(): number[] {
    const alive: number[] = [];
    this.errors.forEach((errors, index) => {
      if (errors.length === 0) alive.push(index);
    });
    return alive;
  }

  /**
   * Those for which triggers, rules and flows run: not for contacts of person accounts (those of the account do), and not
   * while an account becomes that of a person or stops being one (SOAP API Guide, Person Account Record Types).
   */
  automated(): number[] {
    const model = personModel(this.tx.org.schema);
    if (!model) return this.alive();
    return this.alive().filter((index) => {
      const record = this.record(index);
      const contact = record.info === model.contact && isPersonRecord(model, record);
      return !contact && !changesFamily(model, record, this.old[index]);
    });
  }

  fail(index: number, error: SaveError): void {
    this.errors[index]?.push(error);
  }

  failed(): boolean {
    return this.errors.some((errors) => errors.length > 0);
  }

  record(index: number): SObject {
    return this.records[index] as SObject;
  }

  /** Whether the save is the platform's own and may write what users may not. */
  get trusted(): boolean {
    return this.options.source === 'seed' || this.options.source === 'system';
  }
}

/** A record of the old values, as Trigger.old shows it. */
export function oldRecord(batch: Batch, index: number): SObject {
  const record = new SObject(batch.object, [...(batch.old[index] ?? [])]);
  batch.tools.formulas.fill(batch.tx, record);
  record.readOnly = true;
  return record;
}
