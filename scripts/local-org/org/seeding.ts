import { pathToFileURL } from 'node:url';
import { recordFromJson } from '../api/index.ts';
import type { OrgServices, Transaction } from '../contracts/transaction.ts';
import { callApex } from '../lightning/index.ts';
import type { SObject } from '../values/index.ts';

/** Field values as JSON writes them. */
export type SeedRecord = Readonly<Record<string, string | number | boolean | null>>;

/** What one person does in one transaction. Throws what the org throws; nothing of it is kept then. */
export interface SeedSession {
  /** Saves records with full rights but in that person's name; returns their ids in order. */
  insert(object: string, records: readonly SeedRecord[]): string[];
  update(object: string, records: readonly SeedRecord[]): void;
  /** Calls an @AuraEnabled method (`Class.method`) as that person, with parameters by name; the answer is JSON. */
  call(method: string, parameters: Readonly<Record<string, unknown>>): unknown;
  /** Converts a lead with account, contact and, unless told otherwise, opportunity. */
  convert(request: {
    readonly leadId: string;
    readonly convertedStatus: string;
    readonly doNotCreateOpportunity: boolean;
  }): void;
  /** Ids by the value of a text field. */
  ids(object: string, field: string): ReadonlyMap<string, string>;
}

/** What a seed module is given: the clock, and people. */
export interface SeedApi {
  /** Moves the clock; everything that falls due on the way runs. Throws when some of it fails. */
  moveTo(instant: number): void;
  as<T>(username: string, run: (session: SeedSession) => T): T;
  /** Says how far it is, for long seeds. */
  progress(done: number, total: number): void;
}

/** A seed module's export. `options` are the words after `--seed-option`, as `days=91`. */
export type Seed = (api: SeedApi, options: Readonly<Record<string, string>>) => void;

const AS_SYSTEM = { mode: 'system', sharing: 'without' } as const;

/** Runs a JavaScript module of the project that fills the org, step by step on the virtual clock. */
export async function runSeedModule(
  org: OrgServices,
  path: string,
  options: Readonly<Record<string, string>>,
  progress: (done: number, total: number) => void
): Promise<void> {
  const module = (await import(pathToFileURL(path).href)) as { default?: Seed };
  if (typeof module.default !== 'function') throw new Error(`${path}: a seed module exports a function as its default`);
  module.default(seedApi(org, progress), options);
}

function seedApi(org: OrgServices, progress: SeedApi['progress']): SeedApi {
  const users = userIds(org);
  return {
    progress,
    moveTo: (instant) => failLoudly(org.async.advanceTo(instant).failures),
    as: (username, run) => {
      const id = users.get(username.toLowerCase());
      if (!id) throw new Error(`There is no user ${username}.`);
      const result = org.async.runAs(org.access.user(id), 'sync', (tx) => run(session(tx)));
      failLoudly(org.async.drain().failures);
      return result;
    }
  };
}

function failLoudly(failures: readonly { readonly label: string; readonly message: string }[]): void {
  if (failures.length > 0)
    throw new Error(failures.map((failure) => `${failure.label}: ${failure.message}`).join('\n'));
}

function userIds(org: OrgServices): ReadonlyMap<string, string> {
  return idsBy(org, 'User', 'Username', (value) => value.toLowerCase());
}

function idsBy(
  org: OrgServices,
  objectName: string,
  fieldName: string,
  key: (value: string) => string = (value) => value
): ReadonlyMap<string, string> {
  const object = org.schema.object(objectName);
  const field = object?.field(fieldName);
  if (!object || !field) throw new Error(`The org has no field ${objectName}.${fieldName}.`);
  const rows = [...org.store.scan(object, { kind: 'all' })];
  return new Map(rows.map((row) => [key(String(row[field.slot] ?? '')), row[0] as string]));
}

function session(tx: Transaction): SeedSession {
  const save = (op: 'insert' | 'update', objectName: string, records: readonly SeedRecord[]): string[] => {
    const object = tx.org.schema.object(objectName);
    if (!object) throw new Error(`The org has no object ${objectName}.`);
    const made: SObject[] = records.map((record) => recordFromJson(object, record));
    // As whoever may set audit fields: a record that says when it was created was created then.
    const auditFields = op === 'insert' && records.some((record) => record.CreatedDate !== undefined);
    const results = tx.org.save.run(tx, op, made, {
      access: AS_SYSTEM,
      allOrNone: true,
      source: 'import',
      auditFields
    });
    return results.map((result) => result.id as string);
  };
  return {
    insert: (object, records) => save('insert', object, records),
    update: (object, records) => void save('update', object, records),
    call: (method, parameters) => callApex(tx, { method, parameters, cacheable: false }),
    convert: (request) => {
      const whole = { ...request, overwriteLeadSource: false, sendNotificationEmail: false };
      tx.org.save.convert(tx, [whole], { access: AS_SYSTEM, allOrNone: true, source: 'import' });
    },
    ids: (object, field) => idsBy(tx.org, object, field)
  };
}
