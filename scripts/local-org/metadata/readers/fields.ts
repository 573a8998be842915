import type { CustomFieldModel, FilterItemModel, LookupFilterModel, PicklistEntry, ValueSetModel } from '../models.ts';
import type { ElementReader } from '../reader.ts';
import type { MetadataReader } from '../component.ts';

const COSMETIC = 'shown or governed in Setup only';

export function readFilterItem(from: ElementReader): FilterItemModel {
  const valueField = from.text('valueField');
  return {
    field: from.text('field') ?? '',
    operation: from.text('operation') ?? 'equals',
    value: from.text('value') ?? '',
    ...(valueField ? { valueField } : {})
  };
}

/** Reads a field into its model; `name` is given for fields inside an object file and for name fields. */
export function readField(from: ElementReader, object: string, name?: string): CustomFieldModel {
  from.without(
    COSMETIC,
    ...[
      'businessOwnerGroup',
      'businessOwnerUser',
      'businessStatus',
      'complianceGroup',
      'deprecated',
      'trackFeedHistory'
    ],
    ...['securityClassification', 'trackTrending', 'visibleLines', 'fieldManageability', 'isAIPredictionField'],
    ...['isConvertLeadDisabled', 'stripMarkup', 'populateExistingRows', 'encryptionScheme', 'maskChar', 'maskType'],
    ...['relationshipOrder', 'displayLocationInDecimal', 'enableAreas', 'restrictedAdminField', 'isFilteringDisabled'],
    ...['isNameField', 'isSortingDisabled', 'escapeMarkup', 'translateData', 'externalDeveloperName']
  );
  const valueSet = readValueSet(from);
  const lookupFilter = from.one('lookupFilter');
  const summary = readSummary(from);
  return {
    object,
    name: name ?? from.required('fullName'),
    line: from.line,
    required: from.boolean('required'),
    unique: from.boolean('unique'),
    caseSensitive: from.boolean('caseSensitive'),
    externalId: from.boolean('externalId'),
    blanksAsZero:
      (from.oneOf('formulaTreatBlanksAs', ['BlankAsBlank', 'BlankAsZero']) ?? 'BlankAsZero') === 'BlankAsZero',
    reparentable: from.boolean('reparentableMasterDetail'),
    masterReadEnough: from.boolean('writeRequiresMasterRead'),
    trackHistory: from.boolean('trackHistory'),
    ...readOptional(from),
    ...(valueSet ? { valueSet } : {}),
    ...(lookupFilter ? { lookupFilter: readLookupFilter(lookupFilter) } : {}),
    ...(summary ? { summary } : {})
  };
}

function readOptional(from: ElementReader): Partial<CustomFieldModel> {
  return present({
    label: from.text('label'),
    type: from.text('type'),
    length: from.integer('length'),
    precision: from.integer('precision'),
    scale: from.integer('scale'),
    defaultValue: from.text('defaultValue'),
    formula: from.rawText('formula'),
    displayFormat: from.text('displayFormat'),
    startingNumber: from.integer('startingNumber'),
    referenceTo: from.text('referenceTo'),
    relationshipName: from.text('relationshipName'),
    relationshipLabel: from.text('relationshipLabel'),
    deleteConstraint: from.oneOf('deleteConstraint', ['SetNull', 'Cascade', 'Restrict'] as const),
    helpText: from.text('inlineHelpText'),
    description: from.text('description'),
    metadataControllingField: from.text('metadataRelationshipControllingField')
  });
}

/** The same object without its undefined properties. */
export function present<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function readLookupFilter(from: ElementReader): LookupFilterModel {
  from.without(COSMETIC, 'infoMessage');
  return {
    active: from.boolean('active', true),
    items: from.all('filterItems').map(readFilterItem),
    optional: from.boolean('isOptional'),
    ...present({ booleanFilter: from.text('booleanFilter'), message: from.text('errorMessage') })
  };
}

function readSummary(from: ElementReader): CustomFieldModel['summary'] {
  const operation = from.oneOf('summaryOperation', ['count', 'sum', 'min', 'max'] as const);
  const foreignKey = from.text('summaryForeignKey');
  const summarizedField = from.text('summarizedField');
  const filters = from.all('summaryFilterItems').map(readFilterItem);
  if (!operation) return undefined;
  return { operation, foreignKey: foreignKey ?? '', filters, ...(summarizedField ? { summarizedField } : {}) };
}

function readValueSet(from: ElementReader): ValueSetModel | undefined {
  const set = from.one('valueSet');
  if (!set) return undefined;
  const definition = set.one('valueSetDefinition');
  return {
    restricted: set.boolean('restricted'),
    sorted: definition?.boolean('sorted') ?? false,
    values: definition?.all('value').map(readPicklistEntry) ?? [],
    settings: set
      .all('valueSettings')
      .map((s) => ({ value: s.text('valueName') ?? '', controlledBy: s.texts('controllingFieldValue') })),
    ...present({ controllingField: set.text('controllingField'), valueSetName: set.text('valueSetName') })
  };
}

const FACTS = ['closed', 'converted', 'won', 'highPriority', 'reviewed', 'cssExposed', 'allowEmail'] as const;

/** One value of a picklist, global or standard value set. */
export function readPicklistEntry(from: ElementReader): PicklistEntry {
  from.without(COSMETIC, 'color', 'description', 'groupingStringEnum');
  const value = from.required('fullName');
  const facts: Record<string, boolean | number | string> = {};
  for (const name of FACTS) if (from.text(name) !== undefined) facts[name] = from.boolean(name);
  const probability = from.integer('probability');
  const category = from.text('forecastCategory');
  if (probability !== undefined) facts['probability'] = probability;
  if (category !== undefined) facts['forecastCategory'] = category;
  const group = from.text('groupingString');
  if (group !== undefined) facts['group'] = group;
  const reverse = from.text('reverseRole');
  if (reverse !== undefined) facts['reverseRole'] = reverse;
  return {
    value,
    label: from.text('label') ?? value,
    active: from.boolean('isActive', true),
    isDefault: from.boolean('default'),
    facts
  };
}

export const customField: MetadataReader = {
  type: 'CustomField',
  read: (from, { component }) => readField(from, component.fullName.slice(0, component.fullName.indexOf('.')))
};
