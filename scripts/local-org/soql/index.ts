import type { Schema } from '../contracts/schema.ts';
import type { Access, Binds, Queries, QueryResult, SoqlQuery } from '../contracts/soql.ts';
import type { Transaction } from '../contracts/transaction.ts';
import { watched } from '../transaction/index.ts';
import type { SObject } from '../values/index.ts';
import { checkAccess, effectiveAccess } from './access.ts';
import { parseQuery } from './parse.ts';
import { Planner, type Plan, type QueriesOptions } from './plan.ts';
import { runPlan } from './run.ts';
import { newRun } from './run-context.ts';
import { runSearch } from './search.ts';

/** The one door for reads of an org. */
export function createQueries(options: QueriesOptions): Queries {
  return new OrgQueries(options);
}

class OrgQueries implements Queries {
  private readonly schema: Schema;
  private readonly planner: Planner;
  private plans = new WeakMap<SoqlQuery, Plan>();
  private version = -1;

  constructor({ schema, compileFormula }: QueriesOptions) {
    this.schema = schema;
    this.planner = new Planner(schema, compileFormula);
  }

  parse(text: string): SoqlQuery {
    return parseQuery(text);
  }

  run(tx: Transaction, query: SoqlQuery, binds: Binds, access: Access): QueryResult {
    return watched(
      tx,
      () => ({ kind: 'query', text: query.text }),
      () => this.planAndRun(tx, query, binds, access),
      ({ size }) => ({ rows: size })
    );
  }

  private planAndRun(tx: Transaction, query: SoqlQuery, binds: Binds, access: Access): QueryResult {
    const plan = this.planOf(query);
    countQuery(tx, plan);
    const stubbed = tx.test?.stubQuery?.(tx, query, binds);
    if (stubbed) return stubbedResult(tx, stubbed);
    const effective = effectiveAccess(query, access);
    checkAccess(tx, query, effective, plan.uses);
    return runPlan(plan, newRun(tx, binds, effective));
  }

  runText(tx: Transaction, text: string, resolve: (bind: string) => unknown, access: Access): QueryResult {
    const query = this.parse(text);
    const values = new Map<string, unknown>();
    const binds = query.binds.map((bind) => {
      if (!values.has(bind.text)) values.set(bind.text, resolve(bind.text));
      return values.get(bind.text);
    });
    return this.run(tx, query, binds, access);
  }

  search(tx: Transaction, text: string, resolve: (bind: string) => unknown, access: Access): SObject[][] {
    return runSearch(this, tx, text, resolve, access);
  }

  /** Bound once per query text and schema version. */
  private planOf(query: SoqlQuery): Plan {
    if (this.version !== this.schema.version) {
      this.plans = new WeakMap();
      this.version = this.schema.version;
    }
    let plan = this.plans.get(query);
    if (!plan) this.plans.set(query, (plan = this.planner.plan(query)));
    return plan;
  }
}

/** "Apex governor limits apply to the stubbed records" (Apex Developer Guide, Mock SOQL Tests for External Objects). */
function stubbedResult(tx: Transaction, records: SObject[]): QueryResult {
  tx.limits.count('queryRows', records.length);
  return { records, size: records.length };
}

/** Documented: queries of custom metadata are free unless they have long text fields. */
function isFree(plan: Plan): boolean {
  if (plan.object.kind !== 'customMetadata') return false;
  return !plan.uses.some(({ field }) => field?.type === 'LongTextArea' || field?.type === 'RichTextArea');
}

/** Child subqueries count as aggregate queries (Apex Governor Limits). */
function countQuery(tx: Transaction, plan: Plan): void {
  if (!isFree(plan)) tx.limits.count('queries');
  const children = countChildren(plan);
  if (children > 0) tx.limits.count('aggregateQueries', children);
}

function countChildren(plan: Plan): number {
  return plan.children.reduce((n, child) => n + 1 + countChildren(child.plan), 0);
}
export { createQueryRules } from './rules.ts';
export { listSoqlSupport } from './support.ts';
export type { SoqlSupport } from './support.ts';
