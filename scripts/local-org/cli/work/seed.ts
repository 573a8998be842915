import { readFileSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import { AS_SYSTEM, adminUser, objectNamed, recordFromJson } from '../../api/index.ts';
import type { OrgServices, Transaction } from '../../contracts/transaction.ts';
import { runSeedModule } from '../../org/index.ts';
import { CliError } from '../output.ts';

export interface SeedOptions {
  /** What a seed module is told, as `{ days: '91' }`. */
  readonly options: Readonly<Record<string, string>>;
  progress(done: number, total: number): void;
}

interface SeedRecord {
  readonly attributes: { readonly type: string; readonly referenceId?: string };
  readonly [field: string]: unknown;
}

/**
 * Loads the seed files of a project in order as the admin. `.apex` is run as an anonymous block; `.json` holds records
 * in the tree format of the Salesforce CLI, where a value may be `@reference` or `{ "query": "SELECT Id ..." }`; `.js` is
 * a module whose default export is a `Seed`.
 */
export async function loadSeed(
  org: OrgServices,
  projectDir: string,
  files: readonly string[],
  seed: SeedOptions
): Promise<void> {
  for (const file of files) {
    const path = resolvePath(projectDir, file);
    try {
      if (file.endsWith('.js')) await runSeedModule(org, path, seed.options, seed.progress);
      else loadFile(org, readFileSync(path, 'utf8'), file);
    } catch (error) {
      throw new CliError(`${file}: ${(error as Error).message}`);
    }
  }
}

function loadFile(org: OrgServices, text: string, file: string): void {
  if (file.endsWith('.apex')) org.async.runAs(adminUser(org), 'anonymous', (tx) => org.program.execute(tx, text));
  else loadRecords(org, JSON.parse(text) as { records: SeedRecord[] });
  org.async.drain();
}

/** Neighbours of one type are saved together; each group is a transaction, so that setup objects mix with others. */
function loadRecords(org: OrgServices, { records }: { records: SeedRecord[] }): void {
  const ids = new Map<string, string>();
  for (const group of neighbours(records)) {
    org.async.runAs(adminUser(org), 'rest', (tx) => saveGroup(tx, group, ids));
  }
}

function neighbours(records: readonly SeedRecord[]): SeedRecord[][] {
  const groups: SeedRecord[][] = [];
  for (const record of records) {
    const last = groups.at(-1);
    if (last?.[0]?.attributes.type === record.attributes.type) last.push(record);
    else groups.push([record]);
  }
  return groups;
}

function saveGroup(tx: Transaction, group: readonly SeedRecord[], ids: Map<string, string>): void {
  const sobjects = group.map((record) => {
    const { attributes, ...fields } = record;
    const values = Object.entries(fields).map(([name, value]) => [name, resolve(tx, value, ids)] as const);
    return recordFromJson(objectNamed(tx.org, attributes.type), Object.fromEntries(values));
  });
  const results = tx.org.save.run(tx, 'insert', sobjects, {
    access: AS_SYSTEM,
    allOrNone: true,
    auditFields: true,
    source: 'seed'
  });
  results.forEach((result, at) => {
    const reference = group[at]?.attributes.referenceId;
    if (reference && result.id) ids.set(`@${reference}`, result.id);
  });
}

function resolve(tx: Transaction, value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string' && value.startsWith('@')) {
    const id = ids.get(value);
    if (!id) throw new Error(`the reference ${value} stands before its record`);
    return id;
  }
  if (typeof value !== 'object' || value === null) return value;
  const query = (value as { query?: string }).query;
  if (!query)
    throw new Error(
      `a value is text, a number, true, false, null, or { "query": "SELECT ..." }; found ${JSON.stringify(value)}`
    );
  const [record] = tx.org.queries.runText(tx, query, () => null, AS_SYSTEM).records;
  if (!record) throw new Error(`nothing found by ${query}`);
  return record.id;
}
