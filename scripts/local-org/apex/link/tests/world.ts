import { buildSchema } from '../../../schema/index.ts';
import type { OrgServices, Transaction } from '../../../contracts/transaction.ts';
import type { Schema } from '../../../contracts/schema.ts';
import { SObject } from '../../../values/index.ts';
import { createTransaction } from '../../../transaction/index.ts';
import { compileProject } from '../../../org/compile.ts';
import type { EmittedUnit } from '../../emit/index.ts';
import { createProgram } from '../index.ts';
import type { LocalProgram } from '../index.ts';

export interface World {
  readonly program: LocalProgram;
  readonly tx: Transaction;
  readonly problems: readonly string[];
  /** Lines of System.debug. */
  readonly log: () => string[];
  /** One unit of these sources, compiled. */
  readonly unit: (sources: Readonly<Record<string, string>>, name: string) => EmittedUnit;
  readonly record: (object: string, values: Readonly<Record<string, unknown>>) => SObject;
}

/** Compiles classes and triggers of a test into a program over an org without data. Throws the first problem. */
export function world(
  sources: Readonly<Record<string, string>>,
  options: { apiVersion?: number; coverage?: boolean; namespace?: string } = {}
): World {
  const registry = { all: () => [], get: () => undefined };
  const { schema } = buildSchema({ namespace: options.namespace ?? null, registry });
  const apiVersion = options.apiVersion ?? 67;
  const textsOf = (from: Readonly<Record<string, string>>) =>
    Object.entries(from).map(([file, text]) => ({
      kind: file.endsWith('.trigger') ? ('trigger' as const) : ('class' as const),
      name: file.replace(/\..*/, ''),
      file,
      path: file,
      text,
      apiVersion,
      active: true
    }));
  const compile = (from: Readonly<Record<string, string>>) =>
    compileProject(textsOf(from), { schema, registry, strict: false, coverage: options.coverage === true });
  const compiled = compile(sources);
  const program = createProgram({
    schema,
    units: compiled.units,
    coverage: options.coverage === true,
    compileAnonymous: compiled.anonymous
  });
  const org = {
    schema,
    program,
    organization: { namespace: options.namespace ?? null },
    activeTest: null,
    outbox: [],
    clock: { now: () => 0, set: () => undefined },
    store: { savepoint: () => 0, rollback: () => undefined, commit: () => undefined },
    label: (_: unknown, name: string) => `label ${name}`
  };
  const user = { id: '005000000000001AAA', timeZone: 'GMT', language: 'en_US', locale: 'en_US' };
  const tx = createTransaction({ org: org as unknown as OrgServices, user: user as never, kind: 'anonymous' });
  return {
    program,
    tx,
    problems: compiled.problems.map((p) => `${p.file}:${p.line} ${p.message}`),
    log: () => tx.log.map((l) => l.text),
    record: (object, values) => record(schema, object, values),
    unit: (from, name) => compile(from).units.find((u) => u.name === name) as EmittedUnit
  };
}

function record(schema: Schema, object: string, values: Readonly<Record<string, unknown>>): SObject {
  const info = schema.object(object);
  if (!info) throw new Error(`no object ${object}`);
  const made = new SObject(info);
  for (const [name, value] of Object.entries(values)) made.putByName(name, value);
  return made;
}
