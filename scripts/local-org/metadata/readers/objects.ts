import type { MetadataReader, ReadContext } from '../component.ts';
import type {
  BusinessProcessModel,
  CompactLayoutModel,
  CustomObjectModel,
  FieldSetModel,
  ListViewModel,
  RecordTypeModel,
  ValidationRuleModel
} from '../models.ts';
import type { ElementReader } from '../reader.ts';
import { decodedName } from './names.ts';
import { customField, present, readField, readFilterItem } from './fields.ts';

const SETUP_ONLY = 'Setup pages only';

function readValidationRule(from: ElementReader, object: string): ValidationRuleModel {
  return {
    object,
    name: from.required('fullName'),
    active: from.boolean('active'),
    condition: from.rawText('errorConditionFormula') ?? '',
    message: from.text('errorMessage') ?? '',
    line: from.all('errorConditionFormula')[0]?.line ?? from.line,
    ...present({ displayField: from.text('errorDisplayField'), description: from.text('description') })
  };
}

function readRecordType(from: ElementReader, object: string): RecordTypeModel {
  from.without(SETUP_ONLY, 'compactLayoutAssignment');
  return {
    object,
    name: from.required('fullName'),
    label: from.required('label'),
    active: from.boolean('active'),
    picklists: from.all('picklistValues').map((p) => ({
      picklist: p.required('picklist'),
      values: p
        .all('values')
        .map((v) => ({ value: decodedName(v.required('fullName')), isDefault: v.boolean('default') }))
    })),
    ...present({ description: from.text('description'), businessProcess: from.text('businessProcess') })
  };
}

function readListView(from: ElementReader, object: string): ListViewModel {
  from.without(SETUP_ONLY, 'sharedTo', 'division');
  return {
    object,
    name: from.required('fullName'),
    label: from.required('label'),
    filterScope: from.required('filterScope'),
    filters: from.all('filters').map(readFilterItem),
    columns: from.texts('columns'),
    ...present({
      booleanFilter: from.text('booleanFilter'),
      queue: from.text('queue'),
      language: from.text('language')
    })
  };
}

function readCompactLayout(from: ElementReader, object: string): CompactLayoutModel {
  return { object, name: from.required('fullName'), label: from.text('label') ?? '', fields: from.texts('fields') };
}

function readFieldSetItem(from: ElementReader): { field: string; required: boolean } {
  from.without(SETUP_ONLY, 'isFieldManaged');
  return { field: from.required('field'), required: from.boolean('isRequired') };
}

function readFieldSet(from: ElementReader, object: string): FieldSetModel {
  return {
    object,
    name: from.required('fullName'),
    label: from.text('label') ?? '',
    displayed: from.all('displayedFields').map(readFieldSetItem),
    available: from.all('availableFields').map(readFieldSetItem),
    ...present({ description: from.text('description') })
  };
}

function readBusinessProcess(from: ElementReader, object: string): BusinessProcessModel {
  from.without(SETUP_ONLY, 'description');
  return {
    object,
    name: from.required('fullName'),
    active: from.boolean('isActive'),
    values: from
      .all('values')
      .map((v) => ({ value: decodedName(v.required('fullName')), isDefault: v.boolean('default') }))
  };
}

/** Parts of an object: the type, the element that holds one inside an object file, and its reader. */
const PARTS: readonly {
  type: string;
  element: string;
  read: (from: ElementReader, object: string) => { name: string };
}[] = [
  { type: 'CustomField', element: 'fields', read: (from, object) => readField(from, object) },
  { type: 'ValidationRule', element: 'validationRules', read: readValidationRule },
  { type: 'RecordType', element: 'recordTypes', read: readRecordType },
  { type: 'ListView', element: 'listViews', read: readListView },
  { type: 'CompactLayout', element: 'compactLayouts', read: readCompactLayout },
  { type: 'FieldSet', element: 'fieldSets', read: readFieldSet },
  { type: 'BusinessProcess', element: 'businessProcesses', read: readBusinessProcess }
];

function objectOf(context: ReadContext): string {
  return context.component.fullName.slice(0, context.component.fullName.indexOf('.'));
}

const partReaders: MetadataReader[] = PARTS.filter((p) => p.type !== 'CustomField').map((part) => ({
  type: part.type,
  read: (from, context) => part.read(from, objectOf(context))
}));

const SHARING = [
  'Private',
  'Read',
  'ReadWrite',
  'ReadWriteTransfer',
  'FullAccess',
  'ControlledByParent',
  'ControlledByLeadOrContact',
  'ControlledByCampaign',
  'ReadSelect'
] as const;

const OBJECT_SETUP = [
  ...['allowInChatterGroups', 'enableBulkApi', 'enableChangeDataCapture', 'enableDivisions', 'enableEnhancedLookup'],
  ...['enableLicensing', 'enableReports', 'enableStreamingApi', 'gender', 'startsWith', 'customHelp'],
  ...['customHelpPage', 'household', 'historyRetentionPolicy', 'recordTypeTrackFeedHistory', 'recordTypeTrackHistory'],
  ...['webLinks', 'sharingReasons', 'sharingRecalculations', 'articleTypeChannelDisplay', 'dataStewardGroup'],
  ...['dataStewardUser', 'enableDataTranslation', 'namedFilters', 'indexes', 'profileSearchLayouts', 'themes'],
  ...['deprecated', 'enableSharing']
];

function readObject(from: ElementReader, context: ReadContext): CustomObjectModel {
  const name = context.component.fullName;
  from.without(SETUP_ONLY, ...OBJECT_SETUP);
  from.without('no external data source is asked', 'externalDataSource', 'externalName', 'externalRepository');
  addParts(from, name, context);
  const nameField = from.one('nameField');
  return {
    name,
    deploymentStatus: from.oneOf('deploymentStatus', ['Deployed', 'InDevelopment'] as const) ?? 'Deployed',
    enableHistory: from.boolean('enableHistory'),
    enableSearch: from.boolean('enableSearch'),
    enableActivities: from.boolean('enableActivities'),
    enableFeeds: from.boolean('enableFeeds'),
    searchResultFields: readSearchLayouts(from),
    actionOverrides: from.all('actionOverrides').map(readActionOverride),
    ...present({
      label: from.text('label'),
      pluralLabel: from.text('pluralLabel'),
      description: from.text('description'),
      nameField: nameField ? readField(nameField, name, 'Name') : undefined,
      sharingModel: from.oneOf('sharingModel', SHARING),
      externalSharingModel: from.oneOf('externalSharingModel', SHARING),
      compactLayoutAssignment: from.text('compactLayoutAssignment'),
      visibility: from.oneOf('visibility', ['Public', 'Protected', 'PackageProtected'] as const),
      customSetting: readCustomSetting(from),
      event: readEvent(from)
    })
  };
}

function addParts(from: ElementReader, object: string, context: ReadContext): void {
  for (const part of PARTS) {
    for (const child of from.all(part.element)) {
      const model = part.read(child, object);
      context.add(part.type, `${object}.${model.name}`, model);
    }
  }
}

function readCustomSetting(from: ElementReader): CustomObjectModel['customSetting'] {
  const type = from.oneOf('customSettingsType', ['Hierarchy', 'List'] as const);
  const visibility = from.oneOf('customSettingsVisibility', ['Public', 'Protected'] as const);
  if (!type) return undefined;
  const declared = from.text('visibility');
  return { type, visibility: visibility ?? (declared === 'Protected' ? 'Protected' : 'Public') };
}

function readEvent(from: ElementReader): CustomObjectModel['event'] {
  const type = from.text('eventType');
  const publishBehavior = from.oneOf('publishBehavior', ['PublishAfterCommit', 'PublishImmediately'] as const);
  return type ? { type, publishBehavior: publishBehavior ?? 'PublishAfterCommit' } : undefined;
}

function readSearchLayouts(from: ElementReader): string[] {
  const layouts = from.one('searchLayouts');
  if (!layouts) return [];
  layouts.without(
    SETUP_ONLY,
    ...['customTabListAdditionalFields', 'excludedStandardButtons', 'listViewButtons', 'lookupDialogsAdditionalFields'],
    ...['lookupFilterFields', 'lookupPhoneDialogsAdditionalFields', 'searchFilterFields', 'searchResultsCustomButtons'],
    ...['massQuickActions']
  );
  return layouts.texts('searchResultsAdditionalFields');
}

function readActionOverride(from: ElementReader): CustomObjectModel['actionOverrides'][number] {
  from.without(SETUP_ONLY, 'comment', 'skipRecordTypeSelect');
  return {
    action: from.required('actionName'),
    type: from.text('type') ?? 'Default',
    ...present({ content: from.text('content'), formFactor: from.text('formFactor') })
  };
}

const customObject: MetadataReader = { type: 'CustomObject', read: readObject };

export const objectReaders: readonly MetadataReader[] = [customObject, customField, ...partReaders];
