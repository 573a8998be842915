import type { SObject } from '../values/sobject.ts';
import type { ObjectInfo } from './schema.ts';
import type { Access } from './soql.ts';
import type { Row } from './store.ts';
import type { Transaction } from './transaction.ts';

export type Operation = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete' | 'merge';

export interface SaveError {
  /** `System.StatusCode` as text: `REQUIRED_FIELD_MISSING`. */
  readonly status: string;
  readonly message: string;
  readonly fields: readonly string[];
  /** What a duplicate rule found (`Database.DuplicateError`). */
  readonly duplicate?: DuplicateFinding;
}

export interface DuplicateFinding {
  readonly rule: string;
  readonly message: string;
  /** Whether `DMLOptions.DuplicateRuleHeader.allowSave` would let it pass. */
  readonly allowSave: boolean;
  readonly matches: readonly { readonly rule: string; readonly object: string; readonly records: readonly SObject[] }[];
}

export interface SaveResult {
  readonly success: boolean;
  readonly id: string | null;
  readonly created?: boolean;
  readonly errors: readonly SaveError[];
}

export interface SaveOptions {
  readonly access: Access;
  readonly allOrNone: boolean;
  /** Upsert: the field that decides; absent means Id. */
  readonly externalId?: string;
  readonly optAllOrNone?: boolean;
  /** `Database.DMLOptions`, as far as it is set. */
  readonly allowFieldTruncation?: boolean;
  readonly allowDuplicates?: boolean;
  readonly useDefaultAssignmentRule?: boolean;
  readonly assignmentRuleId?: string;
  /** Loads may give audit fields (CreatedDate, ...) of their own: seeds, imports, `Test.setCreatedDate`. */
  readonly auditFields?: boolean;
  /** What wrote it, for the trace. */
  readonly source?: 'apex' | 'flow' | 'rest' | 'import' | 'seed' | 'system';
  /** The insert or update is part of an upsert, which names what it withholds in words of its own. */
  readonly upsert?: boolean;
}

export interface ConvertRequest {
  readonly leadId: string;
  readonly accountId?: string | null;
  readonly contactId?: string | null;
  readonly opportunityName?: string | null;
  readonly doNotCreateOpportunity: boolean;
  readonly overwriteLeadSource: boolean;
  readonly ownerId?: string | null;
  readonly sendNotificationEmail: boolean;
  readonly convertedStatus: string;
}

export interface ConvertResult extends SaveResult {
  readonly leadId: string;
  readonly accountId: string | null;
  readonly contactId: string | null;
  readonly opportunityId: string | null;
}

/**
 * The one door for writes: Apex DML, flow elements, REST, import, seeds. Runs the documented order of execution in
 * chunks of 200 and counts DML limits. With allOrNone a failure throws Apex `DmlException` and nothing is kept.
 */
export interface Save {
  run(tx: Transaction, op: Operation, records: SObject[], options: SaveOptions): SaveResult[];
  merge(tx: Transaction, master: SObject, duplicates: readonly string[], options: SaveOptions): SaveResult[];
  convert(tx: Transaction, requests: readonly ConvertRequest[], options: SaveOptions): ConvertResult[];
  /** What the active duplicate rules find for each record, without saving it (`Datacloud.FindDuplicates`). */
  findDuplicates(tx: Transaction, records: readonly SObject[]): DuplicateFinding[][];
  /** Writes the values of its formula fields into a record in hand; null where one cannot be computed. */
  recalculate(tx: Transaction, record: SObject): void;
}

/** Up to 200 records of one object going through the steps together. Index i is the same record everywhere. */
export interface SaveBatch {
  readonly tx: Transaction;
  readonly object: ObjectInfo;
  readonly op: 'insert' | 'update' | 'delete' | 'undelete';
  readonly options: SaveOptions;
  /**
   * Full copies of the caller's SObjects: what Trigger.new and before-save flows write into. As on the platform the
   * caller's own objects only receive their Id.
   */
  readonly records: SObject[];
  readonly old: (Row | undefined)[];
  readonly errors: SaveError[][];
  /** Indexes that have no error yet. */
  alive(): number[];
}

export interface SaveStep {
  readonly name: string;
  /** The documentation page that orders this step. */
  readonly cite: string;
  readonly on: readonly SaveBatch['op'][];
  run(batch: SaveBatch): void;
}
