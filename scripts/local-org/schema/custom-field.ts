import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { FieldInfo, FieldType, PicklistValue } from '../contracts/schema.ts';
import type {
  CustomFieldModel,
  FilterItemModel,
  LookupFilterModel,
  PicklistEntry,
  ValueSetModel
} from '../metadata/index.ts';
import type { FieldDraft } from './field.ts';
import { qualify } from './names.ts';

/** What building a custom field needs to know of the rest. */
export interface FieldScope {
  readonly namespace: string | null;
  readonly file: string;
  /** Values of a global or standard value set. */
  valueSet(name: string): readonly PicklistValue[] | undefined;
  /** Type and scale of a field that a roll-up summary is over. */
  summarized(object: string, field: string): Pick<FieldInfo, 'type' | 'scale'> | undefined;
  report(problem: Diagnostic): void;
}

/** Metadata API field types and what describe calls them (Metadata API Developer Guide, FieldType). */
const TYPES: Readonly<Record<string, FieldType>> = {
  AutoNumber: 'String',
  Lookup: 'Reference',
  MasterDetail: 'Reference',
  MetadataRelationship: 'Reference',
  Hierarchy: 'Reference',
  Checkbox: 'Boolean',
  Currency: 'Currency',
  Date: 'Date',
  DateTime: 'Datetime',
  Time: 'Time',
  Email: 'Email',
  Number: 'Double',
  Percent: 'Percent',
  Phone: 'Phone',
  Picklist: 'Picklist',
  MultiselectPicklist: 'MultiPicklist',
  Text: 'String',
  TextArea: 'TextArea',
  LongTextArea: 'LongTextArea',
  Html: 'RichTextArea',
  EncryptedText: 'EncryptedString',
  Url: 'Url',
  Location: 'Location',
  Address: 'Address',
  Summary: 'Double'
};

const DEFAULT_LENGTH: Readonly<Record<string, number>> = {
  LongTextArea: 32768,
  Html: 32768,
  AutoNumber: 30,
  TextArea: 255,
  Text: 255
};

/** One field of a project as the schema keeps it; a location or an address comes with its parts. Empty when it cannot be. */
export function draftOf(model: CustomFieldModel, scope: FieldScope): FieldDraft[] {
  const type = TYPES[model.type ?? ''];
  if (!type) {
    const message = model.type
      ? `field type ${model.type} is not supported by the local org`
      : `custom field ${model.name} needs a <type>`;
    const level = model.type ? 'unsupported' : 'error';
    scope.report({ file: scope.file, line: model.line, column: 1, code: 'field-type', message, level });
    return [];
  }
  const name = qualify(model.name, scope.namespace);
  const draft: FieldDraft = {
    ...base(model, name, type),
    ...sizes(model),
    ...calculated(model, scope),
    ...rolledUp(model, scope),
    ...(type === 'Reference' ? reference(model, name, scope) : {}),
    ...(type === 'Picklist' || type === 'MultiPicklist' ? { picklist: picklistOf(model, scope) } : {}),
    ...defaults(model)
  };
  if (type !== 'Location' && type !== 'Address') return [draft];
  const parts = type === 'Location' ? locationParts(draft) : addressParts(draft);
  return [{ ...draft, compound: { parts: parts.map((part) => part.name) } }, ...parts];
}

function base(model: CustomFieldModel, name: string, type: FieldType): FieldDraft {
  const masterDetail = model.type === 'MasterDetail';
  return {
    name,
    type,
    label: model.label ?? model.name,
    custom: true,
    required: model.required || masterDetail,
    unique: model.unique,
    caseSensitive: model.caseSensitive,
    externalId: model.externalId,
    masterDetail,
    trackHistory: model.trackHistory,
    ...(model.helpText ? { helpText: model.helpText } : {}),
    ...(model.description ? { description: model.description } : {})
  };
}

function sizes(model: CustomFieldModel): Partial<FieldDraft> {
  const length = model.length ?? DEFAULT_LENGTH[model.type ?? ''];
  const numeric = ['Number', 'Currency', 'Percent', 'Summary'].includes(model.type ?? '');
  if (numeric) return { precision: model.precision ?? 18, scale: model.scale ?? 0 };
  return length === undefined ? {} : { length };
}

function calculated(model: CustomFieldModel, scope: FieldScope): Partial<FieldDraft> {
  if (model.formula !== undefined)
    return { formula: { text: model.formula, blanksAsZero: model.blanksAsZero }, required: false };
  if (model.type === 'AutoNumber')
    return { autoNumber: { format: model.displayFormat ?? '{0}', start: model.startingNumber ?? 1 } };
  if (!model.summary) return {};
  const { operation, foreignKey, summarizedField, filters } = model.summary;
  const [childObject = '', childField = ''] = foreignKey.split('.').map((n) => qualify(n, scope.namespace));
  const summarized = summarizedField?.split('.')[1];
  return {
    summary: {
      operation,
      childObject,
      childField,
      filters: filters.map((f) => ({
        field: qualify(f.field.split('.').at(-1) ?? '', scope.namespace),
        operation: f.operation,
        value: f.value,
        ...(f.valueField ? { valueField: qualify(f.valueField.split('.').at(-1) ?? '', scope.namespace) } : {})
      })),
      ...(summarized ? { summarizedField: qualify(summarized, scope.namespace) } : {})
    }
  };
}

/** A sum, least or greatest value is of the type of what it is over (Salesforce Help, Roll-Up Summary Field); a count is a number. */
function rolledUp(model: CustomFieldModel, scope: FieldScope): Partial<FieldDraft> {
  const path = model.summary?.operation === 'count' ? undefined : model.summary?.summarizedField;
  const [object = '', field = ''] = (path ?? '').split('.').map((n) => qualify(n, scope.namespace));
  const of = field === '' ? undefined : scope.summarized(object, field);
  if (!of) return {};
  return { type: of.type === 'Integer' ? 'Double' : of.type, scale: of.scale };
}

function reference(model: CustomFieldModel, name: string, scope: FieldScope): Partial<FieldDraft> {
  const target = model.type === 'Hierarchy' ? 'User' : qualify(model.referenceTo ?? '', scope.namespace);
  const child = model.relationshipName ? qualify(`${model.relationshipName}__r`, scope.namespace) : undefined;
  const master = model.type === 'MasterDetail';
  return {
    referenceTo: [target],
    relationshipName: name.replace(/__c$/i, '__r'),
    ...(child ? { childRelationshipName: child } : {}),
    deleteConstraint: master ? 'Cascade' : (model.deleteConstraint ?? 'SetNull'),
    masterReadEnough: model.masterReadEnough,
    reparentable: model.reparentable,
    updateable: !master || model.reparentable,
    ...(model.lookupFilter?.active ? { lookupFilter: lookupFilter(model.lookupFilter) } : {})
  };
}

function lookupFilter(filter: LookupFilterModel): FieldInfo['lookupFilter'] {
  const items = filter.items.map((f, i) => `${i + 1}: ${filterText(f)}`).join('; ');
  const text = filter.booleanFilter ? `${filter.booleanFilter} of ${items}` : items;
  return {
    text,
    optional: filter.optional,
    items: filter.items,
    ...(filter.booleanFilter ? { logic: filter.booleanFilter } : {}),
    ...(filter.message ? { message: filter.message } : {})
  };
}

function filterText(f: FilterItemModel): string {
  return `${f.field} ${f.operation} ${f.valueField ?? JSON.stringify(f.value)}`;
}

export function picklistOf(model: CustomFieldModel, scope: FieldScope): NonNullable<FieldInfo['picklist']> {
  const set = model.valueSet;
  if (!set) return { values: [], restricted: false, sorted: false };
  const controlling = set.controllingField ? { controllingField: qualify(set.controllingField, scope.namespace) } : {};
  if (!set.valueSetName)
    return {
      values: controlled(set.values.map(valueOf), set),
      restricted: set.restricted,
      sorted: set.sorted,
      ...controlling
    };
  const values = scope.valueSet(set.valueSetName);
  if (!values) {
    const message = `value set ${set.valueSetName} does not exist`;
    scope.report({ file: scope.file, line: model.line, column: 1, code: 'value-set', message, level: 'error' });
  }
  return { values: controlled(values ?? [], set), restricted: true, sorted: set.sorted, ...controlling };
}

/** Values with the controlling values that allow them; one without a setting is never offered. */
function controlled(values: readonly PicklistValue[], set: ValueSetModel): readonly PicklistValue[] {
  if (!set.controllingField) return values;
  const allowed = new Map(set.settings.map(({ value, controlledBy }) => [value.toLowerCase(), controlledBy]));
  return values.map((each) => ({ ...each, controlledBy: allowed.get(each.value.toLowerCase()) ?? [] }));
}

export function valueOf(entry: PicklistEntry): PicklistValue {
  const { value, label, active, isDefault, facts } = entry;
  return { value, label, active, isDefault, facts };
}

function defaults(model: CustomFieldModel): Partial<FieldDraft> {
  if (model.type === 'Checkbox' && model.formula === undefined) return { defaultValue: model.defaultValue === 'true' };
  return model.defaultValue === undefined ? {} : { defaultFormula: model.defaultValue };
}

function locationParts(location: FieldDraft): FieldDraft[] {
  const stem = location.name.replace(/__c$/i, '');
  const part = (kind: string): FieldDraft => ({
    name: `${stem}__${kind}__s`,
    type: 'Double',
    label: `${location.label ?? ''} (${kind})`,
    custom: true,
    precision: 18,
    scale: 15
  });
  return [part('Latitude'), part('Longitude')];
}

/** Components of a custom address field and their types (Salesforce Help, Custom Address Fields; lengths are assumed). */
const ADDRESS_PARTS: readonly Partial<FieldDraft>[] = [
  { name: 'Street', type: 'TextArea', length: 255 },
  { name: 'City', type: 'String', length: 40 },
  { name: 'PostalCode', type: 'String', length: 20 },
  { name: 'StateCode', type: 'String', length: 10 },
  { name: 'CountryCode', type: 'String', length: 10 },
  { name: 'Latitude', type: 'Double', precision: 18, scale: 15 },
  { name: 'Longitude', type: 'Double', precision: 18, scale: 15 },
  { name: 'GeocodeAccuracy', type: 'String', length: 40 }
];

function addressParts(address: FieldDraft): FieldDraft[] {
  const stem = address.name.replace(/__c$/i, '');
  return ADDRESS_PARTS.map((part) => ({
    ...part,
    name: `${stem}__${part.name}__s`,
    type: part.type ?? 'String',
    label: `${address.label ?? ''} (${part.name})`,
    custom: true
  }));
}
