import { DiagnosticError, UnsupportedByLocalOrg } from '../contracts/diagnostics.ts';
import type { Transaction } from '../contracts/transaction.ts';
import { compileFormula } from '../formula/index.ts';
import type { LocalOrg } from '../org/index.ts';
import { createTestState } from '../testing/index.ts';
import { ApexException, SObject, debugText } from '../values/index.ts';
import type { ConformanceCase } from './cases.ts';

/** What a case gave: lines of output, or the exception that ended it. */
export interface Outcome {
  readonly output: readonly string[];
  readonly threw: string | null;
}

interface Logged {
  readonly log: readonly { readonly level: string; readonly text: string }[];
}

/** Runs a case in a transaction of its own, which is taken back. Faults of the org itself are thrown on. */
export function runCase(org: LocalOrg, one: ConformanceCase): Outcome {
  const savepoint = org.store.savepoint();
  const now = org.clock.now();
  if (one.test) org.activeTest = createTestState(one.allData);
  const tx = org.begin(org.admin, one.test ? 'test' : 'anonymous');
  try {
    const values =
      one.kind === 'apex' ? runApex(tx, one) : one.kind === 'soql' ? runQuery(tx, one) : runFormula(tx, one);
    return { output: values, threw: null };
  } catch (e) {
    if (e instanceof DiagnosticError)
      return { output: [], threw: refusal(e, one.throws?.startsWith('compile at ') === true) };
    if (e instanceof UnsupportedByLocalOrg) return { output: logged(tx), threw: `unsupported: ${e.feature}` };
    if (!(e instanceof ApexException)) throw e;
    return { output: logged(tx), threw: `${e.typeName}: ${e.message}` };
  } finally {
    tx.abort();
    org.store.rollback(savepoint);
    if (org.clock.now() !== now) org.clock.set(now, 'back');
    org.activeTest = null;
  }
}

/** What the compiler says first: `compile: Variable does not exist: x`, where asked for `compile at 2:5: ...`. */
function refusal(error: DiagnosticError, placed: boolean): string {
  const [first] = error.diagnostics;
  const at = placed && first ? ` at ${first.line}:${first.column}` : '';
  return `compile${at}: ${first?.message ?? ''}`;
}

function logged(tx: Transaction): string[] {
  return (tx as unknown as Logged).log.map((l) => l.text);
}

function runApex(tx: Transaction, one: ConformanceCase): string[] {
  tx.org.program.execute(tx, one.source);
  return logged(tx);
}

/** Rows as text, one a line, without Ids: `Widget__c:{Name=x}`. */
function runQuery(tx: Transaction, one: ConformanceCase): string[] {
  if (one.given.length > 0) tx.org.program.execute(tx, one.given.join('\n'));
  const access = { mode: 'user', sharing: 'with' } as const;
  const noBinds = (name: string): never => {
    throw new Error(`${one.file}:${one.line}: the query binds ${name}, which a case cannot give`);
  };
  return tx.org.queries.runText(tx, one.source, noBinds, access).records.map(rowText);
}

function rowText(record: SObject): string {
  return debugText(record).replace(/\bId=\w{18}, |(, )?\bId=\w{18}/, '');
}

/** The formula over the first record of its object that `given` inserted. */
function runFormula(tx: Transaction, one: ConformanceCase): string[] {
  const object = tx.org.schema.object(one.object ?? '');
  if (!object) throw new Error(`${one.file}:${one.line}: no object "${one.object}"`);
  tx.org.program.execute(tx, one.given.join('\n'));
  const [row] = tx.org.store.scan(object, { kind: 'all' });
  if (!row) throw new Error(`${one.file}:${one.line}: "given" inserted no ${object.name}`);
  const record = new SObject(object, [...row]);
  const formula = compileFormula(one.source, 'field', {
    schema: tx.org.schema,
    object,
    file: one.file,
    line: one.line
  });
  const field = (path: readonly string[]): unknown => (path.length === 1 ? record.getByName(path[0] as string) : null);
  return [debugText(formula.value({ tx, field }))];
}
