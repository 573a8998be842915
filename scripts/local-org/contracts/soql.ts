import type { Position } from './diagnostics.ts';
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
