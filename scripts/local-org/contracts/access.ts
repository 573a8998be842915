import type { FieldInfo, ObjectInfo, RecordTypeInfo } from './schema.ts';
import type { Row } from './store.ts';
import type { Transaction } from './transaction.ts';

/** The running user as a transaction sees it. Rights are looked up through `AccessPolicy`, never kept here. */
export interface UserContext {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly profileId: string;
  readonly roleId: string | null;
  readonly timeZone: string;
  readonly locale: string;
  readonly language: string;
  /** `Standard`, `AutomatedProcess`, `Integration`. */
  readonly type: string;
}

export interface Crud {
  readonly read: boolean;
  readonly create: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
  readonly viewAll: boolean;
  readonly modifyAll: boolean;
}

export interface Fls {
  readonly read: boolean;
  readonly edit: boolean;
}

export interface RecordTypeRights {
  /** Ids of the active record types that the user may choose. */
  readonly available: ReadonlySet<string>;
  /** The user's default; null for the master record type. */
  readonly standard: RecordTypeInfo | null;
}

export type RecordNeed = 'read' | 'edit' | 'delete' | 'transfer';

/** The one door for rights: object, field and record access, custom permissions, class access. */
export interface AccessPolicy {
  user(id: string): UserContext;
  object(user: UserContext, object: ObjectInfo): Crud;
  field(user: UserContext, field: FieldInfo): Fls;
  recordTypes(user: UserContext, object: ObjectInfo): RecordTypeRights;
  /** A test per row, or null when every row is visible: then it costs nothing. */
  rows(tx: Transaction, object: ObjectInfo, need: RecordNeed): ((row: Row) => boolean) | null;
  recordAccess(
    tx: Transaction,
    user: UserContext,
    id: string
  ): { read: boolean; edit: boolean; delete: boolean; transfer: boolean };
  customPermission(user: UserContext, name: string): boolean;
  systemPermission(user: UserContext, name: string): boolean;
  apexClass(user: UserContext, className: string): boolean;
  /** Whether a tab is shown to the user, by default or on request. */
  tab(user: UserContext, name: string): boolean;
}
