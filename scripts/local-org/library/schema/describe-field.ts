import { isPermissionable } from '../../access/index.ts';
import type { FieldInfo, FieldType, ObjectInfo, PicklistValue } from '../../contracts/schema.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { isDefaultedOnCreate, validForOf } from '../../values/index.ts';
import { libraryClass, listOf, strings } from '../define.ts';
import { Bean, PlatformObject, platformEnum } from '../registry.ts';
import { type Facts, beanFacts, displayType, facts, factsAsText, inUserLanguage, localName, once } from './facts.ts';
import { fieldToken, sobjectToken } from './tokens.ts';

/** `Schema.DescribeFieldResult`. */
export class DescribedField extends PlatformObject {
  readonly field: FieldInfo;
  readonly info: ObjectInfo;

  constructor(info: ObjectInfo, field: FieldInfo) {
    super();
    this.info = info;
    this.field = field;
  }

  override $toString(): string {
    return factsAsText('Schema.DescribeFieldResult', FIELD_FACTS, this);
  }
}
DescribedField.for('Schema.DescribeFieldResult');

const describedFields = new WeakMap<FieldInfo, DescribedField>();

export function describedField(info: ObjectInfo, field: FieldInfo): DescribedField {
  return once(describedFields, field, () => new DescribedField(info, field));
}

const SOAP: Partial<Record<FieldType, string>> = {
  Id: 'ID',
  Reference: 'ID',
  Boolean: 'BOOLEAN',
  Integer: 'INTEGER',
  Double: 'DOUBLE',
  Currency: 'DOUBLE',
  Percent: 'DOUBLE',
  Date: 'DATE',
  Datetime: 'DATETIME',
  Time: 'TIME',
  Base64: 'BASE64BINARY',
  AnyType: 'ANYTYPE',
  Address: 'ADDRESS'
};

/** `validFor` has no method: public code finds it in the JSON of an entry. */
function picklistEntry(v: PicklistValue, label: string, valid: string | null): Bean {
  return new Bean('Schema.PicklistEntry', [
    ['active', v.active],
    ['defaultValue', v.isDefault],
    ['label', label],
    ['validFor', valid],
    ['value', v.value]
  ]);
}

function picklistEntries({ info, field }: DescribedField, tx: Transaction): Bean[] {
  const valid = validForOf(info, field);
  const label = (v: PicklistValue) => inUserLanguage(tx, 'value', `${info.name}.${field.name}.${v.label}`, v.label);
  return (field.picklist?.values ?? []).filter((v) => v.active).map((v) => picklistEntry(v, label(v), valid(v)));
}

function fieldText(kind: 'field' | 'help', { info, field }: DescribedField, tx: Transaction | null): string | null {
  const written = (kind === 'field' ? field.label : field.helpText) ?? null;
  return inUserLanguage(tx, kind, `${info.name}.${field.name}`, written);
}

const fls = (self: DescribedField, tx: Transaction) => tx.org.access.field(tx.user, self.field);
const isNumber = (type: FieldType): boolean => ['Double', 'Currency', 'Percent'].includes(type);
const isText = (type: FieldType): boolean =>
  !isNumber(type) &&
  !['Boolean', 'Integer', 'Long', 'Date', 'Datetime', 'Time', 'Address', 'Location', 'Base64', 'AnyType'].includes(
    type
  );

/** SOAP API, Field: 0 for the primary master-detail relationship, 1 for the secondary one; other fields have none. */
function relationshipOrder({ info, field }: DescribedField): number | null {
  return field.masterDetail ? info.fields.filter((f) => f.masterDetail).indexOf(field) : null;
}

/** What a lookup filter depends on: the fields of the record itself that it compares with (`$Source.X`). */
function filteredLookup({ field }: DescribedField): Bean | null {
  const filter = field.lookupFilter;
  if (!filter) return null;
  const named = filter.items.flatMap(({ field: path, value }) => [path, value]);
  const controlling = named.flatMap((text) => /^\$Source\.(\w+)$/.exec(text)?.[1] ?? []);
  return new Bean('Schema.FilteredLookupInfo', [
    ['controllingFields', strings([...new Set(controlling)])],
    ['dependent', controlling.length > 0],
    ['optionalFilter', filter.optional]
  ]);
}

const FIELD_FACTS: Facts<DescribedField> = {
  'String Label': (d, tx: Transaction | null = null) => fieldText('field', d, tx),
  'String Name': (d) => d.field.name,
  'String LocalName': (d) => localName(d.field.name),
  'Integer Length': (d) => (isText(d.field.type) ? d.field.length : 0),
  // "The maximum size of the field in bytes", three for each character of Unicode (assumed); Ids are plain.
  'Integer ByteLength': (d) =>
    isText(d.field.type) ? d.field.length * (d.field.type === 'Id' || d.field.type === 'Reference' ? 1 : 3) : 0,
  'Integer Precision': (d) => (isNumber(d.field.type) ? d.field.precision : 0),
  'Integer Scale': (d) => (isNumber(d.field.type) ? d.field.scale : 0),
  'Integer Digits': (d) => (d.field.type === 'Integer' ? 9 : 0),
  'Schema.DisplayType Type': (d) => displayType(d.field.type),
  'Schema.SoapType SoapType': (d) => platformEnum('Schema.SoapType', SOAP[d.field.type] ?? 'STRING'),
  'Boolean Custom': (d) => d.field.custom,
  'Boolean Accessible': (d, tx) => fls(d, tx).read,
  'Boolean Createable': (d, tx) => d.field.createable && fls(d, tx).edit,
  'Boolean Updateable': (d, tx) => d.field.updateable && fls(d, tx).edit,
  // The name of a person has a last name in it (github.com/octoberswimmer/aer-dist/issues/431).
  'Boolean Nillable': (d) => d.field.nillable && !(d.field.nameField && d.field.compound !== undefined),
  // "If the field is part of a compound field, returns the name of the compound field", else null.
  'String CompoundFieldName': (d) => d.info.fields.find((f) => f.compound?.parts.includes(d.field.name))?.name ?? null,
  'Boolean Unique': (d) => d.field.unique,
  'Boolean CaseSensitive': (d) => d.field.caseSensitive,
  'Boolean ExternalId': (d) => d.field.externalId,
  'Boolean IdLookup': (d) => d.field.externalId || d.field.slot === 0 || d.field.nameField,
  'Boolean Filterable': (d) => d.field.filterable,
  'Boolean Sortable': (d) => d.field.sortable,
  'Boolean Groupable': (d) => d.field.groupable,
  'Boolean Permissionable': (d) => isPermissionable(d.field, d.info),
  'Boolean NameField': (d) => d.field.nameField,
  // No object of a local org is external or has predictions.
  'String ReferenceTargetField': () => null,
  'Boolean AiPredictionField': () => false,
  'Boolean HighScaleNumber': () => false,
  'Boolean QueryByDistance': (d) => d.field.type === 'Location' || d.field.type === 'Address',
  'Schema.FilteredLookupInfo FilteredLookupInfo': (d) => filteredLookup(d),
  'Boolean NamePointing': (d) => d.field.referenceTo.length > 1,
  'Boolean AutoNumber': (d) => d.field.autoNumber !== undefined,
  'Boolean Calculated': (d) => d.field.formula !== undefined || d.field.summary !== undefined,
  'String CalculatedFormula': (d) => d.field.formula?.text ?? null,
  'Boolean FormulaTreatNullNumberAsZero': (d) => d.field.formula?.blanksAsZero ?? false,
  'Boolean DefaultedOnCreate': (d) => isDefaultedOnCreate(d.info, d.field),
  'Object DefaultValue': (d) =>
    d.field.defaultValue ?? d.field.picklist?.values.find((v) => v.isDefault && v.active)?.value ?? null,
  'String DefaultValueFormula': (d) => d.field.defaultFormula ?? null,
  'Boolean DependentPicklist': (d) => d.field.picklist?.controllingField !== undefined,
  'Boolean RestrictedPicklist': (d) => d.field.picklist?.restricted ?? false,
  'Schema.SObjectField Controller': (d) =>
    d.field.picklist?.controllingField ? fieldToken(d.info.name, d.field.picklist.controllingField) : null,
  'List<Schema.PicklistEntry> PicklistValues': (d, tx) => listOf('Schema.PicklistEntry', picklistEntries(d, tx)),
  'List<Schema.SObjectType> ReferenceTo': (d) => listOf('Schema.SObjectType', d.field.referenceTo.map(sobjectToken)),
  'String RelationshipName': (d) => d.field.relationshipName ?? null,
  'Integer RelationshipOrder': relationshipOrder,
  'Boolean CascadeDelete': (d) => d.field.masterDetail || d.field.deleteConstraint === 'Cascade',
  'Boolean RestrictedDelete': (d) => d.field.deleteConstraint === 'Restrict',
  'Boolean WriteRequiresMasterRead': (d) => d.field.masterReadEnough ?? false,
  'Boolean HtmlFormatted': (d) => d.field.type === 'RichTextArea',
  'Boolean Encrypted': (d) => d.field.type === 'EncryptedString',
  'Boolean DeprecatedAndHidden': () => false,
  'String InlineHelpText': (d, tx: Transaction | null = null) => fieldText('help', d, tx),
  'Schema.SObjectField SobjectField': (d) => fieldToken(d.info.name, d.field.name)
};

export const filteredLookupClass = libraryClass(
  'Schema.FilteredLookupInfo',
  beanFacts('List<String> ControllingFields', 'Boolean Dependent', 'Boolean OptionalFilter')
);

export const describeField = libraryClass('Schema.DescribeFieldResult', facts(FIELD_FACTS), {
  'Schema.SObjectType getSObjectType()': (_, d: DescribedField) => sobjectToken(d.info.name)
});
