import type { Position } from './diagnostics.ts';
import type { FieldInfo, FieldType } from './schema.ts';
import type { SObject } from '../values/sobject.ts';
import type { Transaction } from './transaction.ts';

/* ---- syntax tree: what the one grammar gives for [SELECT ...] in Apex, dynamic SOQL, REST and list views ---- */

export interface SoqlQuery {
  readonly text: string;
  readonly select: readonly SelectItem[];
  readonly from: { readonly object: string; readonly alias?: string; readonly pos: Position };
  /** Further names of FROM: `FROM Account a, a.Contacts c`. */
  readonly alsoFrom: readonly { readonly path: readonly string[]; readonly alias: string; readonly pos: Position }[];
  readonly scope?: string;
  readonly where?: Condition;
  readonly mode?: 'USER_MODE' | 'SYSTEM_MODE' | 'SECURITY_ENFORCED';
  readonly groupBy?: { readonly kind: 'plain' | 'rollup' | 'cube'; readonly by: readonly FieldExpression[] };
  readonly having?: Condition;
  readonly orderBy: readonly OrderItem[];
  readonly limit?: Value;
  readonly offset?: Value;
  /** `FOR VIEW FOR REFERENCE`; absent: none. */
  readonly forClauses?: readonly ('UPDATE' | 'VIEW' | 'REFERENCE')[];
  readonly allRows: boolean;
  readonly pos: Position;
  /** Every bind of this query and of its subqueries, by index; text is the source after the colon. */
  readonly binds: readonly { readonly text: string; readonly pos: Position }[];
}

export type SelectItem =
  | { readonly kind: 'field'; readonly field: FieldExpression; readonly alias?: string; readonly pos: Position }
  | { readonly kind: 'subquery'; readonly query: SoqlQuery; readonly pos: Position }
  | { readonly kind: 'fields'; readonly set: 'ALL' | 'STANDARD' | 'CUSTOM'; readonly pos: Position }
  | {
      readonly kind: 'typeof';
      readonly relationship: readonly string[];
      readonly when: readonly { readonly type: string; readonly fields: readonly (readonly string[])[] }[];
      readonly otherwise: readonly (readonly string[])[];
      readonly pos: Position;
    };

/** A field path (`Lead__r.Owner.Name`) or a function over one (`COUNT(Id)`, `CALENDAR_YEAR(x)`, `COUNT()`). */
export type FieldExpression =
  | { readonly kind: 'path'; readonly path: readonly string[]; readonly pos: Position }
  | {
      readonly kind: 'function';
      readonly name: string;
      readonly args: readonly (
        FieldExpression | { readonly kind: 'literal'; readonly value: Value; readonly pos: Position }
      )[];
      readonly pos: Position;
    };

export type CompareOperator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly items: readonly Condition[] }
  | { readonly kind: 'not'; readonly item: Condition }
  | {
      readonly kind: 'compare';
      readonly left: FieldExpression;
      readonly op: CompareOperator;
      readonly right: Value;
      readonly pos: Position;
    };

export type Value =
  | { readonly kind: 'null' }
  | { readonly kind: 'string'; readonly value: string }
  /** The digits as written, so that no precision is lost. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'currency'; readonly code: string; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'date'; readonly text: string }
  | { readonly kind: 'datetime'; readonly text: string }
  | { readonly kind: 'time'; readonly text: string }
  /** `TODAY`, `LAST_N_DAYS:30`. */
  | { readonly kind: 'dateLiteral'; readonly name: string; readonly n?: number }
  | { readonly kind: 'bind'; readonly index: number; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'subquery'; readonly query: SoqlQuery };

export interface OrderItem {
  readonly by: FieldExpression;
  readonly descending: boolean;
  readonly nulls?: 'FIRST' | 'LAST';
}

/* ---- before running ---- */

/** A bind, and the values that it is compared with; the number of LIMIT and OFFSET is an Integer, what FIND looks for a String. */
export interface BindUse {
  readonly index: number;
  readonly type: FieldType;
  /** Absent for what is no field: an aggregate, a date function, LIMIT. */
  readonly field?: FieldInfo;
  readonly op: CompareOperator | 'LIMIT' | 'FIND';
}

/** What is known of a query or search before it runs: why it never can, or what its binds must be. */
export type QueryFinding =
  | { readonly kind: 'sound'; readonly binds: readonly BindUse[] }
  /** In the words of the QueryException that a dynamic query of this text throws. */
  | { readonly kind: 'refused'; readonly about: RefusalKind; readonly message: string }
  /** The platform would run it, the local org does not. */
  | { readonly kind: 'unsupported'; readonly feature: string };

export type RefusalKind = 'object' | 'field' | 'relationship' | 'rule';

/** The rules of queries for who reads them in code: those that a run begins with, without a run. */
export interface QueryRules {
  query(query: SoqlQuery): QueryFinding;
  /** SOSL as the syntax tree has it, each bind written as its number (`:0`). */
  search(text: string): QueryFinding;
}

/* ---- running ---- */

/** How a query or save looks at rights. `user`: object, field and record rights; `system`: sharing only if asked. */
export interface Access {
  readonly mode: 'system' | 'user';
  readonly sharing: 'with' | 'without';
}

/** Values of the binds by index. Lists and sets arrive as ApexList and ApexSet, ids as strings. */
export type Binds = readonly unknown[];

export interface QueryResult {
  readonly records: SObject[];
  /** For `SELECT COUNT() FROM X`: the number; else records.length. */
  readonly size: number;
}

/** The one door for reads. Counts SOQL limits; throws Apex `QueryException` with the platform's text. */
export interface Queries {
  parse(text: string): SoqlQuery;
  run(tx: Transaction, query: SoqlQuery, binds: Binds, access: Access): QueryResult;
  /** Dynamic SOQL: binds by name through `resolve`, called once per bind text. */
  runText(tx: Transaction, text: string, resolve: (bind: string) => unknown, access: Access): QueryResult;
  search(tx: Transaction, text: string, resolve: (bind: string) => unknown, access: Access): SObject[][];
}
