import { parse } from 'csv-parse/sync';
import { AS_SYSTEM, objectNamed, request, saveFailure, valueFromJson } from '../../api/index.ts';
import type { FieldInfo, ObjectInfo } from '../../contracts/schema.ts';
import type { OrgServices, Transaction } from '../../contracts/transaction.ts';
import { ApexList, SObject, idType, keyOf, listType, stringType } from '../../values/index.ts';
import { CliError } from '../output.ts';
import type { ImportMap } from './map.ts';

const BATCH = 200;

export interface ImportJob {
  readonly object: string;
  readonly csv: string;
  readonly map: ImportMap;
  /** The user whom the records are saved as. */
  readonly userId: string;
}

export interface ImportResult {
  readonly rowsIn: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly failed: readonly { readonly line: number; readonly reason: string }[];
  /** Rows that the import made, per object: its own and those that automation added. */
  readonly made: Readonly<Record<string, number>>;
  readonly milliseconds: number;
}

/** A line of the file, cells by column. */
export interface Row {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/**
 * Loads the rows of a CSV file in batches of 200, each in a transaction of its own, through triggers, rules and flows.
 * With a key, rows that are already there change only where the file says something else; owners stay as they are.
 */
export function importCsv(
  org: OrgServices,
  job: ImportJob,
  progress: (done: number, total: number) => void
): ImportResult {
  const begun = performance.now();
  const importer = new Importer(org, job);
  const rows = readRows(job.csv);
  importer.checkColumns(rows);
  const before = countRows(org);
  for (let at = 0; at < rows.length; at += BATCH) {
    importer.batch(rows.slice(at, at + BATCH), at);
    progress(Math.min(at + BATCH, rows.length), rows.length);
  }
  return {
    rowsIn: rows.length,
    ...importer.counts(),
    made: difference(before, countRows(org)),
    milliseconds: Math.round(performance.now() - begun)
  };
}

/** The rows of a CSV file; throws one line for what is none. */
export function readRows(csv: string): Row[] {
  try {
    const records = parse(csv, { columns: true, bom: true, skip_empty_lines: true, info: true }) as unknown as {
      record: Record<string, string>;
      info: { lines: number };
    }[];
    return records.map(({ record, info }) => ({ line: info.lines - breaksIn(record), cells: record }));
  } catch (error) {
    throw new CliError(`The CSV file cannot be read: ${(error as Error).message}. Nothing was saved.`);
  }
}

/** Line breaks inside quoted cells: a record is named by the line where it begins. */
function breaksIn(record: Record<string, string>): number {
  return Object.values(record).reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}

interface Target {
  readonly column: string;
  readonly field: FieldInfo;
  readonly values: Readonly<Record<string, unknown>> | null;
  readonly otherwise: unknown;
}

/** Turns rows into records and saves them, batch by batch. */
export class Importer {
  private readonly org: OrgServices;
  private readonly job: ImportJob;
  private readonly object: ObjectInfo;
  private readonly targets: readonly Target[];
  private readonly constants: readonly (readonly [FieldInfo, unknown])[];
  private readonly owners: readonly string[];
  private readonly key: FieldInfo | null;
  private created = 0;
  private updated = 0;
  private unchanged = 0;
  private readonly failed: { line: number; reason: string }[] = [];

  constructor(org: OrgServices, job: ImportJob) {
    this.org = org;
    this.job = job;
    this.object = objectNamed(org, job.object);
    this.targets = Object.entries(job.map.columns).map(([column, target]) => this.target(column, target));
    this.constants = Object.entries(job.map.constants ?? {}).map(([name, value]) => [this.field(name), value] as const);
    this.owners = (job.map.owners ?? []).map((owner) => ownerId(org, owner));
    this.key = job.map.key === undefined ? null : this.field(job.map.key);
  }

  checkColumns(rows: readonly Row[]): void {
    const first = rows[0];
    if (!first) throw new CliError('The CSV file has no rows. Nothing was saved.');
    const missing = this.targets.filter((target) => !(target.column in first.cells)).map((target) => target.column);
    if (missing.length > 0)
      throw new CliError(
        `The CSV file has no column ${missing.map((name) => `"${name}"`).join(', ')}. Nothing was saved.`
      );
  }

  counts(): Pick<ImportResult, 'created' | 'updated' | 'unchanged' | 'failed'> {
    return { created: this.created, updated: this.updated, unchanged: this.unchanged, failed: this.failed };
  }

  batch(rows: readonly Row[], offset: number): void {
    const made = rows.flatMap((row, at) => this.record(row, offset + at));
    request(this.org, this.job.userId, 'rest', (tx) => {
      const known = this.existing(
        tx,
        made.map(({ record }) => record)
      );
      const fresh = made.filter(({ record }) => !known.has(this.keyOf(record)));
      const changed = made.flatMap(({ record, line }) => {
        const old = known.get(this.keyOf(record));
        return old ? this.change(record, old, line) : [];
      });
      this.created += this.save(tx, 'insert', this.firstOfEachKey(fresh));
      this.updated += this.save(tx, 'update', changed);
    });
  }

  private target(column: string, target: ImportMap['columns'][string]): Target {
    if (typeof target === 'string') return { column, field: this.field(target), values: null, otherwise: undefined };
    return { column, field: this.field(target.field), values: target.values ?? null, otherwise: target.otherwise };
  }

  private field(name: string): FieldInfo {
    const field = this.object.field(name);
    if (!field) throw new CliError(`The map names the field "${name}", which ${this.object.name} has not.`);
    return field;
  }

  /** A new record of a row; none when a cell does not fit its field, which is noted. */
  private record(row: Row, at: number): { record: SObject; line: number }[] {
    const record = new SObject(this.object);
    try {
      for (const [field, value] of this.constants) record.put(field.slot, valueFromJson(field, fill(value, row)));
      for (const target of this.targets) record.put(target.field.slot, valueFromJson(target.field, cell(target, row)));
    } catch (error) {
      this.failed.push({ line: row.line, reason: (error as Error).message });
      return [];
    }
    const owner = this.owners[at % this.owners.length];
    if (owner) record.put(this.field('OwnerId').slot, owner);
    return [{ record, line: row.line }];
  }

  private keyOf(record: SObject): unknown {
    const value = this.key ? record.peek(this.key.slot) : null;
    return value === null ? undefined : keyOf(typeof value === 'string' ? value.toLowerCase() : value);
  }

  private existing(tx: Transaction, records: readonly SObject[]): Map<unknown, SObject> {
    const { key } = this;
    if (!key) return new Map();
    const keys = records.map((record) => record.peek(key.slot)).filter((value) => value !== null);
    const fields = [...new Set(['Id', key.name, ...this.targets.map((target) => target.field.name)])].join(', ');
    const list = new ApexList(listType(key.type === 'Id' || key.type === 'Reference' ? idType : stringType), keys);
    const found = tx.org.queries.runText(
      tx,
      `SELECT ${fields} FROM ${this.object.name} WHERE ${key.name} IN :keys`,
      () => list,
      AS_SYSTEM
    );
    return new Map(found.records.map((record) => [this.keyOf(record), record]));
  }

  /** The same key twice in one file: the first row makes the record, the others are told apart as failed. */
  private firstOfEachKey(rows: readonly { record: SObject; line: number }[]): { record: SObject; line: number }[] {
    const seen = new Set<unknown>();
    return rows.filter(({ record, line }) => {
      const key = this.keyOf(record);
      if (key === undefined || !seen.has(key)) {
        seen.add(key);
        return true;
      }
      this.failed.push({ line, reason: `the key ${this.key?.name} occurs twice in the file` });
      return false;
    });
  }

  /** Only what differs, so that a second import of the same file saves nothing. */
  private change(record: SObject, old: SObject, line: number): { record: SObject; line: number }[] {
    const update = new SObject(this.object);
    update.put(0, old.id);
    for (const { field } of this.targets) {
      // The key was matched already, and a trigger may write it in another case.
      if (field === this.key) continue;
      const value = record.peek(field.slot);
      if (!same(value, old.peek(field.slot))) update.put(field.slot, value);
    }
    if (update.populated().length > 1) return [{ record: update, line }];
    this.unchanged += 1;
    return [];
  }

  private save(tx: Transaction, op: 'insert' | 'update', rows: readonly { record: SObject; line: number }[]): number {
    if (rows.length === 0) return 0;
    const results = tx.org.save.run(
      tx,
      op,
      rows.map(({ record }) => record),
      { access: AS_SYSTEM, allOrNone: false, source: 'import' }
    );
    results.forEach((result, at) => {
      if (!result.success)
        this.failed.push({
          line: rows[at]?.line ?? 0,
          reason: saveFailure(result.errors)
            .errors.map((e) => `${e.errorCode}: ${e.message}`)
            .join('; ')
        });
    });
    return results.filter((result) => result.success).length;
  }
}

function cell(target: Target, row: Row): unknown {
  const text = row.cells[target.column] ?? '';
  if (!target.values) return text;
  if (Object.hasOwn(target.values, text)) return target.values[text];
  if (target.otherwise !== undefined) return target.otherwise;
  throw new Error(`"${text}" of the column ${target.column} is not in the map's table of values`);
}

function fill(value: unknown, row: Row): unknown {
  if (typeof value !== 'string') return value;
  return value.replace(/\{([^{}]+)\}/g, (_whole, name: string) => {
    if (name === 'line') return String(row.line);
    const text = row.cells[name];
    if (text === undefined)
      throw new Error(`the map's constant "${value}" names the column "${name}", which the file has not`);
    return text;
  });
}

function same(a: unknown, b: unknown): boolean {
  return a === b || (a !== null && b !== null && keyOf(a) === keyOf(b));
}

/** A user by username, or a queue by developer name. */
function ownerId(org: OrgServices, name: string): string {
  const found = findBy(org, 'User', 'Username', name) ?? findBy(org, 'Group', 'DeveloperName', name);
  if (!found) throw new CliError(`The map names the owner "${name}", but there is no such user or queue.`);
  return found;
}

function findBy(org: OrgServices, objectName: string, fieldName: string, value: string): string | undefined {
  const object = org.schema.object(objectName);
  const field = object?.field(fieldName);
  if (!object || !field) return undefined;
  for (const row of org.store.scan(object, { kind: 'all' })) {
    if (String(row[field.slot]).toLowerCase() === value.toLowerCase()) return row[0] as string;
  }
  return undefined;
}

/** Rows of every stored object. */
export function countRows(org: OrgServices): Map<string, number> {
  const stored = org.schema.objects().filter((object) => object.kind === 'standard' || object.kind === 'custom');
  return new Map(stored.map((object) => [object.name, org.store.count(object)]));
}

/** What grew or shrank between two counts, the largest first. */
export function difference(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>
): Record<string, number> {
  const grown = [...after].map(([name, count]) => [name, count - (before.get(name) ?? 0)] as const);
  return Object.fromEntries(grown.filter(([, count]) => count !== 0).sort((a, b) => b[1] - a[1]));
}
