/** The field types of the platform, as `DisplayType` names them. */
export type FieldType =
  | 'Id'
  | 'Boolean'
  | 'String'
  | 'TextArea'
  | 'LongTextArea'
  | 'RichTextArea'
  | 'EncryptedString'
  | 'Email'
  | 'Phone'
  | 'Url'
  | 'Picklist'
  | 'MultiPicklist'
  | 'Combobox'
  | 'Integer'
  | 'Long'
  | 'Double'
  | 'Currency'
  | 'Percent'
  | 'Date'
  | 'Datetime'
  | 'Time'
  | 'Reference'
  | 'Base64'
  | 'Address'
  | 'Location'
  | 'AnyType';

export interface PicklistValue {
  /** Values of the controlling field for which this one may be chosen; absent where no field controls. */
  readonly controlledBy?: readonly string[];
  readonly value: string;
  readonly label: string;
  readonly active: boolean;
  readonly isDefault: boolean;
  /** Extra facts of standard value sets, such as `converted` of LeadStatus or `closed` of TaskStatus. */
  readonly facts?: Readonly<Record<string, boolean | number | string>>;
}

export interface FieldInfo {
  readonly object: string;
  /** API name as stored, with the namespace where there is one: `ns__State__c`. */
  readonly name: string;
  /** Position in a row and in an SObject; `Id` is always 0. Slots never change once given out. */
  readonly slot: number;
  readonly label: string;
  readonly type: FieldType;
  readonly custom: boolean;
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  /** Required on every save (universally required, or required by the platform, such as Lead.LastName). */
  readonly required: boolean;
  readonly unique: boolean;
  readonly caseSensitive: boolean;
  readonly externalId: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly filterable: boolean;
  readonly sortable: boolean;
  readonly groupable: boolean;
  readonly nillable: boolean;
  readonly nameField: boolean;
  readonly autoNumber?: { readonly format: string; readonly start: number };
  readonly defaultValue?: unknown;
  /** Source text of the default value formula (custom fields). */
  readonly defaultFormula?: string;
  readonly formula?: { readonly text: string; readonly blanksAsZero: boolean };
  readonly summary?: {
    readonly operation: 'count' | 'sum' | 'min' | 'max';
    readonly childObject: string;
    readonly childField: string;
    readonly summarizedField?: string;
    readonly filters: readonly FilterItem[];
  };
  readonly picklist?: {
    readonly values: readonly PicklistValue[];
    readonly restricted: boolean;
    readonly controllingField?: string;
    readonly sorted: boolean;
  };
  /** Targets of a Reference; more than one means polymorphic. */
  readonly referenceTo: readonly string[];
  /** `Owner`, `Lead__r`: how a query or an SObject reaches the parent. */
  readonly relationshipName?: string;
  readonly childRelationshipName?: string;
  readonly deleteConstraint?: 'SetNull' | 'Cascade' | 'Restrict';
  readonly masterDetail: boolean;
  /** `true`: the master record's Read access is enough to create a child (`writeRequiresMasterRead`). */
  readonly masterReadEnough?: boolean;
  readonly reparentable?: boolean;
  readonly lookupFilter?: LookupFilter;
  readonly helpText?: string;
  readonly description?: string;
  readonly trackHistory?: boolean;
  /** Compound parents such as `Name` of Lead made from FirstName and LastName. */
  readonly compound?: { readonly parts: readonly string[] };
}

/** Which records a lookup may point to; an optional filter only guides whoever picks one. */
export interface LookupFilter {
  readonly text: string;
  readonly optional: boolean;
  readonly message?: string;
  /** Fields by path: `Account.Type` of the target, `$Source.Kind__c` of the record, `$User.Id`. */
  readonly items: readonly FilterItem[];
  readonly logic?: string;
}

export interface FilterItem {
  readonly field: string;
  readonly operation: string;
  readonly value: string;
  /** Compared with this field of the record instead of the value. */
  readonly valueField?: string;
}

export interface ChildRelationship {
  readonly name: string | undefined;
  readonly childObject: string;
  readonly field: string;
  readonly cascadeDelete: boolean;
}

export interface RecordTypeInfo {
  readonly id: string;
  readonly developerName: string;
  readonly label: string;
  readonly active: boolean;
  /** A person account record type: its accounts are people. */
  readonly person?: true;
  /** The values that records of the type offer, by picklist field in lower case; others offer all they have. */
  readonly picklists: ReadonlyMap<string, RecordTypePicklist>;
}

export interface RecordTypePicklist {
  /** In lower case. */
  readonly values: ReadonlySet<string>;
  readonly standard?: string;
}

export interface ValidationRule {
  readonly name: string;
  readonly active: boolean;
  readonly condition: string;
  readonly message: string;
  readonly displayField?: string;
  readonly file: string;
}

export interface FieldSetInfo {
  readonly name: string;
  readonly label: string;
  readonly fields: readonly { readonly path: string; readonly required: boolean }[];
}

export type ObjectKind =
  | 'standard'
  | 'custom'
  | 'event'
  | 'customMetadata'
  | 'customSetting'
  | 'share'
  | 'history'
  | 'changeEvent'
  | 'virtual';

export interface ObjectInfo {
  /** API name as stored: `Lead`, `ns__Widget__c`. */
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  readonly kind: ObjectKind;
  readonly custom: boolean;
  readonly fields: readonly FieldInfo[];
  /** Case-insensitive; resolves a name with or without the project's own namespace. */
  field(name: string): FieldInfo | undefined;
  /** The parent lookup by relationship name (`Owner`, `Lead__r`), case-insensitive. */
  parentRelationship(name: string): FieldInfo | undefined;
  childRelationship(name: string): ChildRelationship | undefined;
  readonly childRelationships: readonly ChildRelationship[];
  readonly recordTypes: readonly RecordTypeInfo[];
  readonly validationRules: readonly ValidationRule[];
  readonly fieldSets: readonly FieldSetInfo[];
  /** Org-wide default. `ControlledByParent` follows the master. */
  readonly sharing: 'Private' | 'Read' | 'ReadWrite' | 'ControlledByParent' | 'None';
  /** The default for external users (communities, portals); absent: that of everybody. */
  readonly externalSharing?: ObjectInfo['sharing'];
  readonly grantAccessUsingHierarchies: boolean;
  readonly event?: { readonly publishBehavior: 'PublishAfterCommit' | 'PublishImmediately' };
  readonly setting?: { readonly type: 'Hierarchy' | 'List'; readonly visibility: 'Public' | 'Protected' };
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  readonly undeletable: boolean;
  readonly queryable: boolean;
  readonly searchable: boolean;
  readonly triggerable: boolean;
  /** Setup objects may not be saved in the transaction of other records (mixed DML). */
  readonly setup: boolean;
  /** The file that declared it, if the project did. */
  readonly file?: string;
}

export interface Schema {
  /** The project's own namespace, or null. `X__c` and `ns__X__c` both resolve when there is one. */
  readonly namespace: string | null;
  object(name: string): ObjectInfo | undefined;
  byPrefix(id: string): ObjectInfo | undefined;
  objects(): readonly ObjectInfo[];
  /** What the global describe lists: `objects()`, and standard objects of every org that are made when first named. */
  objectNames(): readonly string[];
  /** Whether the org has a custom label of this name; without a namespace it is the project's own. */
  hasLabel(namespace: string | null, name: string): boolean;
  /** Grows with every change, so that a cache can tell that it is stale. */
  readonly version: number;
}
