import type { Transaction } from './transaction.ts';

/**
 * What a member of a platform class does. `self` is null for static members and constructors. Arguments are Apex
 * values already converted to the parameter types of the signature.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the signature text beside it states the types
export type Behaviour = (tx: Transaction, self: any, ...args: any[]) => unknown;

/**
 * Behaviour of one platform class, keyed by the Apex signature as text:
 * `'static Integer valueOf(String s)'`, `'String abbreviate(Integer maxWidth)'`, `'HttpRequest()'` (constructor),
 * `'get String body'`, `'set String body'` (property), `'static get Datetime now'`. Parameter names are for the reader.
 */
export interface LibraryClass {
  /** Qualified as the platform documents it: `System.String`, `Database.SaveResult`, `Schema.SObjectType`. */
  readonly name: string;
  readonly members: Readonly<Record<string, Behaviour>>;
}

/* ---- signatures of the whole platform, generated from Salesforce's own type jars ---- */

export interface PlatformClass {
  /** `System.String`, `Database.Batchable`, `Messaging.SingleEmailMessage`; inner classes with a dot. */
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly typeParameters: readonly string[];
  readonly superclass?: string;
  readonly interfaces: readonly string[];
  readonly enumValues?: readonly string[];
  readonly fields: readonly PlatformField[];
  readonly methods: readonly PlatformMethod[];
  readonly constructors: readonly { readonly params: readonly string[] }[];
}

export interface PlatformField {
  readonly name: string;
  /** Apex type text: `Integer`, `List<String>`, `Map<String,Object>`. */
  readonly type: string;
  readonly static: boolean;
  readonly readOnly?: boolean;
}

export interface PlatformMethod {
  readonly name: string;
  readonly returns: string;
  readonly params: readonly string[];
  readonly static: boolean;
}
