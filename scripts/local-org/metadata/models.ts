/** What the readers make of each metadata type: close to the Metadata API, defaults filled in, no XML left. */

export interface PicklistEntry {
  readonly value: string;
  readonly label: string;
  readonly active: boolean;
  readonly isDefault: boolean;
  readonly facts: Readonly<Record<string, boolean | number | string>>;
}

export interface ValueSetModel {
  readonly restricted: boolean;
  readonly controllingField?: string;
  readonly sorted: boolean;
  /** Name of a global or standard value set; then `values` is empty. */
  readonly valueSetName?: string;
  readonly values: readonly PicklistEntry[];
  /** Which values a controlling value allows. */
  readonly settings: readonly { readonly value: string; readonly controlledBy: readonly string[] }[];
}

export interface FilterItemModel {
  readonly field: string;
  readonly operation: string;
  readonly value: string;
  readonly valueField?: string;
}

export interface LookupFilterModel {
  readonly active: boolean;
  readonly booleanFilter?: string;
  readonly items: readonly FilterItemModel[];
  readonly optional: boolean;
  readonly message?: string;
}

export interface CustomFieldModel {
  readonly object: string;
  readonly name: string;
  readonly line: number;
  readonly label?: string;
  /** Metadata API `FieldType`; undefined for standard fields that are only configured. */
  readonly type?: string;
  readonly length?: number;
  readonly precision?: number;
  readonly scale?: number;
  readonly required: boolean;
  readonly unique: boolean;
  readonly caseSensitive: boolean;
  readonly externalId: boolean;
  readonly defaultValue?: string;
  readonly formula?: string;
  readonly blanksAsZero: boolean;
  readonly displayFormat?: string;
  readonly startingNumber?: number;
  readonly referenceTo?: string;
  readonly relationshipName?: string;
  readonly relationshipLabel?: string;
  readonly deleteConstraint?: 'SetNull' | 'Cascade' | 'Restrict';
  readonly reparentable: boolean;
  readonly masterReadEnough: boolean;
  readonly lookupFilter?: LookupFilterModel;
  readonly summary?: {
    readonly operation: 'count' | 'sum' | 'min' | 'max';
    readonly foreignKey: string;
    readonly summarizedField?: string;
    readonly filters: readonly FilterItemModel[];
  };
  readonly valueSet?: ValueSetModel;
  readonly trackHistory: boolean;
  readonly helpText?: string;
  readonly description?: string;
  readonly metadataControllingField?: string;
}

export interface ValidationRuleModel {
  readonly object: string;
  readonly name: string;
  readonly active: boolean;
  readonly condition: string;
  readonly message: string;
  readonly displayField?: string;
  readonly description?: string;
  readonly line: number;
}

export interface RecordTypeModel {
  readonly object: string;
  readonly name: string;
  readonly label: string;
  readonly active: boolean;
  readonly description?: string;
  readonly businessProcess?: string;
  readonly picklists: readonly {
    readonly picklist: string;
    readonly values: readonly { readonly value: string; readonly isDefault: boolean }[];
  }[];
}

export interface ListViewModel {
  readonly object: string;
  readonly name: string;
  readonly label: string;
  readonly filterScope: string;
  readonly booleanFilter?: string;
  readonly filters: readonly FilterItemModel[];
  readonly columns: readonly string[];
  readonly queue?: string;
  readonly language?: string;
}

export interface CompactLayoutModel {
  readonly object: string;
  readonly name: string;
  readonly label: string;
  readonly fields: readonly string[];
}

export interface FieldSetModel {
  readonly object: string;
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly displayed: readonly { readonly field: string; readonly required: boolean }[];
  readonly available: readonly { readonly field: string; readonly required: boolean }[];
}

export interface BusinessProcessModel {
  readonly object: string;
  readonly name: string;
  readonly active: boolean;
  readonly values: readonly { readonly value: string; readonly isDefault: boolean }[];
}

export interface CustomObjectModel {
  readonly name: string;
  readonly label?: string;
  readonly pluralLabel?: string;
  readonly description?: string;
  readonly nameField?: CustomFieldModel;
  readonly sharingModel?:
    | 'Private'
    | 'Read'
    | 'ReadWrite'
    | 'ReadWriteTransfer'
    | 'FullAccess'
    | 'ControlledByParent'
    | 'ControlledByLeadOrContact'
    | 'ControlledByCampaign'
    /** Of price books: read, and used for products. */
    | 'ReadSelect';
  readonly externalSharingModel?: NonNullable<CustomObjectModel['sharingModel']>;
  readonly deploymentStatus: 'Deployed' | 'InDevelopment';
  readonly customSetting?: { readonly type: 'Hierarchy' | 'List'; readonly visibility: 'Public' | 'Protected' };
  readonly visibility?: 'Public' | 'Protected' | 'PackageProtected';
  readonly event?: { readonly type: string; readonly publishBehavior: 'PublishAfterCommit' | 'PublishImmediately' };
  readonly enableHistory: boolean;
  readonly enableSearch: boolean;
  readonly enableActivities: boolean;
  readonly enableFeeds: boolean;
  readonly compactLayoutAssignment?: string;
  readonly searchResultFields: readonly string[];
  /** Action, what it opens (`Default`, `LightningComponent`, ...), and the name it opens. */
  readonly actionOverrides: readonly {
    readonly action: string;
    readonly type: string;
    readonly content?: string;
    readonly formFactor?: string;
  }[];
}

export interface CustomLabelModel {
  readonly name: string;
  readonly value: string;
  readonly language: string;
  readonly protected: boolean;
  readonly shortDescription?: string;
  readonly categories?: string;
}

export interface TranslationsModel {
  readonly language: string;
  readonly labels: ReadonlyMap<string, string>;
}

/** A text of the object, or of a part of it, in another language than it was written in. */
export interface TranslatedText {
  readonly kind:
    'object' | 'objects' | 'field' | 'help' | 'filter' | 'value' | 'globalValue' | 'recordType' | 'rule' | 'fieldSet';
  /** `Widget__c`, `Widget__c.Color__c`; for values, followed by the label that they were written with. */
  readonly name: string;
  readonly text: string;
}

export interface TranslatedTextsModel {
  readonly language: string;
  readonly texts: readonly TranslatedText[];
}

export interface CustomMetadataRecordModel {
  /** Without `__mdt`. */
  readonly typeName: string;
  readonly name: string;
  readonly label: string;
  readonly protected: boolean;
  readonly values: readonly {
    readonly field: string;
    readonly type: string | null;
    readonly value: string | null;
    readonly line: number;
  }[];
}

export interface NamedValueSetModel {
  readonly name: string;
  readonly label?: string;
  readonly sorted: boolean;
  readonly values: readonly PicklistEntry[];
}

export interface ObjectPermissionModel {
  readonly object: string;
  readonly read: boolean;
  readonly create: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
  readonly viewAll: boolean;
  readonly modifyAll: boolean;
  readonly viewAllFields: boolean;
}

/** Rights of a permission set or a profile. */
export interface PermissionsModel {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly license?: string;
  readonly activationRequired: boolean;
  readonly objects: readonly ObjectPermissionModel[];
  readonly fields: readonly { readonly field: string; readonly read: boolean; readonly edit: boolean }[];
  readonly classes: readonly { readonly name: string; readonly enabled: boolean }[];
  readonly pages: readonly { readonly name: string; readonly enabled: boolean }[];
  readonly flows: readonly { readonly name: string; readonly enabled: boolean }[];
  readonly customPermissions: readonly { readonly name: string; readonly enabled: boolean }[];
  readonly userPermissions: readonly { readonly name: string; readonly enabled: boolean }[];
  readonly customMetadataTypes: readonly { readonly name: string; readonly enabled: boolean }[];
  readonly customSettings: readonly { readonly name: string; readonly enabled: boolean }[];
  readonly tabs: readonly { readonly tab: string; readonly visibility: string }[];
  readonly applications: readonly {
    readonly application: string;
    readonly visible: boolean;
    readonly isDefault: boolean;
  }[];
  readonly recordTypes: readonly {
    readonly recordType: string;
    readonly visible: boolean;
    readonly isDefault: boolean;
  }[];
  readonly layouts: readonly { readonly layout: string; readonly recordType?: string }[];
}

export interface PermissionSetGroupModel {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly permissionSets: readonly string[];
  readonly mutingPermissionSets: readonly string[];
}

export interface CustomPermissionModel {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly licensed: boolean;
  readonly requires: readonly string[];
}

export interface CustomNotificationTypeModel {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly desktop: boolean;
  readonly mobile: boolean;
  readonly slack: boolean;
}

export interface EventSubscriberConfigModel {
  readonly name: string;
  readonly label: string;
  readonly batchSize?: number;
  readonly partitions?: number;
  readonly partitionKey?: string;
  readonly consumer: string;
  readonly user?: string;
}

export interface QueueModel {
  readonly name: string;
  readonly label: string;
  readonly email?: string;
  readonly sendEmailToMembers: boolean;
  readonly objects: readonly string[];
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly rolesAndSubordinates: readonly string[];
  readonly groups: readonly string[];
}

export interface GroupModel {
  readonly name: string;
  readonly label: string;
  readonly includeBosses: boolean;
}

export interface RoleModel {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly parent?: string;
  readonly opportunityAccess?: string;
  readonly caseAccess?: string;
  readonly contactAccess?: string;
}

export interface HolidayModel {
  readonly name: string;
  readonly activityDate?: string;
  readonly allDay: boolean;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly recurring: boolean;
  readonly recurrence: Readonly<Record<string, string>>;
  readonly businessHours: readonly string[];
}

export interface BusinessHoursModel {
  readonly name: string;
  readonly active: boolean;
  readonly isDefault: boolean;
  readonly timeZone: string;
  /** Sunday first; times as `08:00:00.000Z` in the zone, null for closed. */
  readonly days: readonly { readonly start: string | null; readonly end: string | null }[];
}

export interface BusinessHoursSettingsModel {
  readonly businessHours: readonly BusinessHoursModel[];
  readonly holidays: readonly HolidayModel[];
}

/** `Company.settings`: the fiscal years of the org. */
export interface CompanySettingsModel {
  /** 1 to 12. */
  readonly startMonth: number;
  /** Named by the year in which it starts, not by that in which it ends. */
  readonly namedByStart: boolean;
  readonly custom: boolean;
}

/** A country or state of `Address.settings`. */
export interface AddressValueModel {
  readonly code: string;
  /** The integration value: what the text field of an address holds. */
  readonly text: string;
  readonly label: string;
  readonly active: boolean;
}

/** `Address.settings`: state and country picklists. */
export interface AddressSettingsModel {
  readonly countries: readonly (AddressValueModel & {
    readonly orgDefault: boolean;
    readonly states: readonly AddressValueModel[];
  })[];
}

export interface CachePartitionModel {
  readonly name: string;
  readonly label: string;
  readonly isDefault: boolean;
  readonly description?: string;
}

export interface ReportModel {
  readonly name: string;
  readonly label: string;
  readonly format: string;
  readonly description?: string;
}

export interface StaticResourceModel {
  readonly name: string;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly description?: string;
  /** File, or folder that deploys as a zip. */
  readonly path?: string;
}

export interface MarkupModel {
  readonly name: string;
  /** File of its text. */
  readonly path?: string;
}

export interface ListedModel {
  readonly name: string;
  readonly label?: string;
  readonly url?: string;
  readonly active: boolean;
}

export interface EmailFolderModel {
  readonly name: string;
  readonly label: string;
  readonly access: string;
}

export interface EmailTemplateModel {
  readonly name: string;
  readonly label: string;
  /** Undefined: in none of the project's folders. */
  readonly folder?: string;
  readonly active: boolean;
  /** `text`, `html`, `custom` or `visualforce`. */
  readonly type: string;
  readonly style: string;
  readonly encoding: string;
  readonly uiType: string;
  readonly subject?: string;
  readonly description?: string;
  /** The plain text of a template whose file is markup. */
  readonly textOnly?: string;
  readonly relatedEntityType?: string;
  /** File of its text. */
  readonly path?: string;
}
