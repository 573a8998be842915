import type { FilterItemModel } from './models.ts';

/** Rules that a save runs or that open records: duplicate, matching, assignment and sharing rules. */

export interface MatchingRuleModel {
  readonly object: string;
  readonly name: string;
  readonly active: boolean;
  readonly booleanFilter?: string;
  /** Compared field by field, exactly. */
  readonly items: readonly { readonly field: string; readonly matchBlanks: boolean }[];
}

export interface DuplicateRuleModel {
  readonly object: string;
  readonly name: string;
  readonly label: string;
  readonly active: boolean;
  readonly sortOrder: number;
  readonly alertText?: string;
  readonly enforceSharing: boolean;
  readonly onInsert: DuplicateActionModel;
  readonly onUpdate: DuplicateActionModel;
  readonly booleanFilter?: string;
  readonly filters: readonly FilterItemModel[];
  readonly matches: readonly {
    readonly object: string;
    readonly matchingRule: string;
    /** Field of the matched object by field of the saved one; absent for the same object. */
    readonly mapping?: ReadonlyMap<string, string>;
  }[];
}

export interface DuplicateActionModel {
  readonly block: boolean;
  /** Of what is allowed: whether a save without `allowSave` is stopped. */
  readonly alert: boolean;
}

export interface AssignmentRuleModel {
  readonly object: string;
  readonly name: string;
  readonly active: boolean;
  readonly entries: readonly {
    readonly booleanFilter?: string;
    readonly formula?: string;
    readonly criteria: readonly FilterItemModel[];
    readonly assignedTo?: string;
    readonly toQueue: boolean;
    readonly line: number;
  }[];
}

/** Groups of people by the names of their kinds. */
export interface SharedToModel {
  readonly groups: readonly string[];
  readonly queues: readonly string[];
  readonly roles: readonly string[];
  readonly rolesAndSubordinates: readonly string[];
  readonly allInternalUsers: boolean;
}

export interface SharingRuleModel {
  readonly object: string;
  readonly name: string;
  readonly access: 'Read' | 'Edit';
  readonly to: SharedToModel;
  /** Of accounts: what the rule gives with their contacts, opportunities and cases, by object. */
  readonly children?: Readonly<Record<string, 'None' | 'Read' | 'Edit'>>;
  /** Owner-based: whose records are shared. */
  readonly from?: SharedToModel;
  /** Criteria-based: which records are shared. */
  readonly criteria?: readonly FilterItemModel[];
  readonly booleanFilter?: string;
  readonly line: number;
}
