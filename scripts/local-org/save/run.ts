import type { CompileFormula } from '../contracts/formula.ts';
import type {
  ConvertRequest,
  ConvertResult,
  DuplicateFinding,
  Operation,
  Save,
  SaveBatch,
  SaveError,
  SaveOptions,
  SaveResult
} from '../contracts/save.ts';
import type { ObjectInfo } from '../contracts/schema.ts';
import type { Savepoint, TraceEvent, Transaction } from '../contracts/transaction.ts';
import type { DmlRow, SObject } from '../values/index.ts';
import { nullPointer, throwApex } from '../values/index.ts';
import type { InnerSave, SaveTools } from './batch.ts';
import { CHUNK, saveAllOrNone, savePartly } from './chunk.ts';
import type { ChunkOutcome } from './chunk.ts';
import { convertLeads } from './convert.ts';
import { dmlException } from './errors.ts';
import { RecordFormulas } from './formulas.ts';
import { mergeRecords } from './merge.ts';
import { checkMixed } from './mixed.ts';
import { duplicateRulesOf, findDuplicates } from './duplicates.ts';
import { Relations } from './relations.ts';
import { watched } from '../transaction/index.ts';
import { chooseUpserts } from './upsert.ts';

function saveEvent(op: Operation, records: readonly SObject[]): TraceEvent {
  const objects = [...new Set(records.map((record) => record.info.name))].join(', ');
  return { kind: 'save', text: `${op} ${objects}`, data: { records: records.length } };
}

function countFailed(results: readonly SaveResult[]): Readonly<Record<string, unknown>> {
  const failed = results.filter((result) => !result.success).length;
  return failed > 0 ? { failed } : {};
}

/** A save as the org uses it, and the formulas of records that reads need too. */
export interface SaveRoom extends Save {
  readonly formulas: RecordFormulas;
}

/** Builds the one door for writes. `compile` is the formula room's compiler. */
export function createSave(compile: CompileFormula): SaveRoom {
  return new Door(new RecordFormulas(compile));
}

interface RowOutcome {
  errors: readonly SaveError[];
  id: string | null;
  created?: boolean;
}

class Door implements SaveRoom {
  readonly formulas: RecordFormulas;
  private readonly tools: SaveTools;

  constructor(formulas: RecordFormulas) {
    this.formulas = formulas;
    this.tools = {
      formulas,
      relations: new Relations(),
      saveWithin: (tx, op, records, options, inner) => this.saveWithin(tx, op, records, options, inner)
    };
  }

  run(tx: Transaction, op: Operation, records: SObject[], options: SaveOptions): SaveResult[] {
    if (op === 'merge') throw new Error('A merge goes through Save.merge.');
    if (records.length === 0) return [];
    for (const record of records) if (!record) throw nullPointer();
    for (const object of new Set(records.map((record) => record.info))) refuseObject(op, object, options);
    refuseRepeatedIds(op, records);
    countLimits(tx, records.length, options);
    return watched(
      tx,
      () => saveEvent(op, records),
      () => this.save(tx, op, records, options),
      countFailed
    );
  }

  private save(
    tx: Transaction,
    op: Exclude<Operation, 'merge'>,
    records: SObject[],
    options: SaveOptions
  ): SaveResult[] {
    const savepoint = tx.savepoint();
    const outcomes = this.kept(tx, savepoint, () => this.groups(tx, op, records, options));
    const failed = outcomes.flatMap((outcome, index) => dmlRows(outcome, index, records[index]?.id ?? null));
    if (options.allOrNone && failed.length > 0) {
      tx.rollback(savepoint);
      throw dmlException(op, failed);
    }
    return outcomes.map((outcome, index) => this.result(op, records[index] as SObject, outcome));
  }

  findDuplicates(tx: Transaction, records: readonly SObject[]): DuplicateFinding[][] {
    return records.map((record) =>
      duplicateRulesOf(tx, record.info).flatMap((rule) => findDuplicates(tx, rule, record, undefined) ?? [])
    );
  }

  recalculate(tx: Transaction, record: SObject): void {
    this.formulas.fill(tx, record);
  }

  /** A statement that throws has saved nothing. */
  private kept<T>(tx: Transaction, savepoint: Savepoint, run: () => T): T {
    try {
      return run();
    } catch (error) {
      tx.rollback(savepoint);
      throw error;
    }
  }

  merge(tx: Transaction, master: SObject, duplicates: readonly string[], options: SaveOptions): SaveResult[] {
    countLimits(tx, duplicates.length + 1, options);
    const event = (): TraceEvent => ({
      kind: 'save',
      text: `merge ${master.info.name}`,
      data: { records: duplicates.length + 1 }
    });
    return watched(tx, event, () => mergeRecords(tx, this.tools, master, duplicates, options), countFailed);
  }

  convert(tx: Transaction, requests: readonly ConvertRequest[], options: SaveOptions): ConvertResult[] {
    if (requests.length === 0) return [];
    countLimits(tx, requests.length, options);
    const event = (): TraceEvent => ({ kind: 'save', text: 'convert Lead', data: { records: requests.length } });
    return watched(tx, event, () => convertLeads(tx, this.tools, requests, options));
  }

  private result(op: Operation, given: SObject, outcome: RowOutcome): SaveResult {
    const success = outcome.errors.length === 0;
    if (success && (op === 'insert' || op === 'upsert')) given.populate(0, outcome.id);
    const created = op === 'upsert' ? { created: outcome.created === true } : {};
    return {
      success,
      id: success ? outcome.id : op === 'insert' ? null : given.id,
      errors: outcome.errors,
      ...created
    };
  }

  /** Neighbours of one object type go together, then in chunks. */
  private groups(
    tx: Transaction,
    op: Exclude<Operation, 'merge'>,
    records: readonly SObject[],
    options: SaveOptions
  ): RowOutcome[] {
    const outcomes: RowOutcome[] = [];
    for (const chunk of chunksOf(records)) {
      const object = (chunk[0] as SObject).info;
      checkMixed(tx, op, object, chunk, options);
      outcomes.push(
        ...(op === 'upsert' ? this.upsertChunk(tx, object, chunk, options) : this.chunk(tx, op, object, chunk, options))
      );
      if (options.allOrNone && outcomes.some((outcome) => outcome.errors.length > 0)) break;
    }
    return outcomes;
  }

  private chunk(
    tx: Transaction,
    op: SaveBatch['op'],
    object: ObjectInfo,
    given: readonly SObject[],
    options: SaveOptions,
    inner?: InnerSave
  ): RowOutcome[] {
    const input = { tx, tools: this.tools, object, op, options, given, ...(inner ? { inner } : {}) };
    const outcome: ChunkOutcome = options.allOrNone ? saveAllOrNone(input) : savePartly(input);
    return given.map((_record, index) => ({ errors: outcome.errors[index] ?? [], id: outcome.ids[index] ?? null }));
  }

  private upsertChunk(
    tx: Transaction,
    object: ObjectInfo,
    given: readonly SObject[],
    options: SaveOptions
  ): RowOutcome[] {
    const choices = chooseUpserts(tx, object, given, options);
    const outcomes: RowOutcome[] = choices.map((choice) => ({
      errors: choice.kind === 'error' ? [choice.error] : [],
      id: null
    }));
    if (options.allOrNone && outcomes.some((outcome) => outcome.errors.length > 0)) return outcomes;
    for (const kind of ['insert', 'update'] as const) {
      const indexes = choices.flatMap((choice, index) => (choice.kind === kind ? [index] : []));
      const records = indexes.map((index) => (choices[index] as { record: SObject }).record);
      const done = records.length === 0 ? [] : this.chunk(tx, kind, object, records, { ...options, upsert: true });
      indexes.forEach(
        (index, position) => (outcomes[index] = { ...(done[position] as RowOutcome), created: kind === 'insert' })
      );
    }
    return outcomes;
  }

  /** A save by the platform on behalf of another: uncounted, in chunks, errors handed back. */
  private saveWithin(
    tx: Transaction,
    op: SaveBatch['op'],
    records: SObject[],
    options: SaveOptions,
    inner: InnerSave
  ): (readonly SaveError[])[] {
    const errors: (readonly SaveError[])[] = [];
    for (const chunk of chunksOf(records)) {
      const object = (chunk[0] as SObject).info;
      this.chunk(tx, op, object, chunk, { ...options, allOrNone: true }, inner).forEach((outcome, index) => {
        if (op === 'insert' && outcome.errors.length === 0) (chunk[index] as SObject).populate(0, outcome.id);
        errors.push(outcome.errors);
      });
    }
    return errors;
  }
}

/** Neighbours of one object, at most a chunk of them. */
function chunksOf(records: readonly SObject[]): SObject[][] {
  const chunks: SObject[][] = [];
  for (const record of records) {
    const last = chunks[chunks.length - 1];
    if (last && last[0]?.info === record.info && last.length < CHUNK) last.push(record);
    else chunks.push([record]);
  }
  return chunks;
}

function dmlRows(outcome: RowOutcome, index: number, id: string | null): DmlRow[] {
  const first = outcome.errors[0];
  return first ? [{ ...first, index, id }] : [];
}

function countLimits(tx: Transaction, rows: number, options: SaveOptions): void {
  if (options.source === 'seed' || options.source === 'system') return;
  tx.limits.count('dmlStatements');
  tx.limits.count('dmlRows', rows);
}

const VERBS: Readonly<
  Record<Exclude<Operation, 'merge'>, keyof Pick<ObjectInfo, 'createable' | 'updateable' | 'deletable' | 'undeletable'>>
> = {
  insert: 'createable',
  update: 'updateable',
  upsert: 'createable',
  delete: 'deletable',
  undelete: 'undeletable'
};

function refuseObject(op: Exclude<Operation, 'merge'>, object: ObjectInfo, options: SaveOptions): void {
  if (options.source === 'seed' || options.source === 'system') return;
  const verb = op.charAt(0).toUpperCase() + op.slice(1);
  const allowed =
    object[VERBS[op]] && object.kind !== 'customMetadata' && object.kind !== 'event' && object.kind !== 'virtual';
  if (!allowed) throwApex('System.TypeException', `DML operation ${verb} not allowed on ${object.name}`);
}

function refuseRepeatedIds(op: Operation, records: readonly SObject[]): void {
  if (op === 'insert') return;
  const seen = new Set<string>();
  for (const { id } of records) {
    if (id === null) continue;
    if (seen.has(id)) throwApex('System.ListException', `Duplicate id in list: ${id}`);
    seen.add(id);
  }
}
