import type { FieldInfo, ObjectInfo, PicklistValue, Schema } from '../contracts/schema.ts';
import type { AccessPath, Row, RowProvider } from '../contracts/store.ts';
import type { FullAccessPolicy } from '../access/index.ts';
import { to18 } from '../values/index.ts';

/** Objects whose rows are a picklist's values: the object, the field, and which fact becomes which field. */
const VALUE_OBJECTS: readonly {
  readonly name: string;
  readonly of: readonly [string, string];
  readonly facts: Readonly<Record<string, string>>;
}[] = [
  { name: 'LeadStatus', of: ['Lead', 'Status'], facts: { IsConverted: 'converted' } },
  { name: 'TaskStatus', of: ['Task', 'Status'], facts: { IsClosed: 'closed' } },
  { name: 'TaskPriority', of: ['Task', 'Priority'], facts: { IsHighPriority: 'highPriority' } },
  { name: 'CaseStatus', of: ['Case', 'Status'], facts: { IsClosed: 'closed' } },
  { name: 'OpportunityStage', of: ['Opportunity', 'StageName'], facts: { IsClosed: 'closed', IsWon: 'won' } }
];

/** Rows that are computed: values of standard picklists, and record access. By object name, for `Store.define`. */
export function setupProviders(schema: Schema, access: FullAccessPolicy): ReadonlyMap<string, RowProvider> {
  const providers = new Map<string, RowProvider>([['UserRecordAccess', access.userRecordAccess]]);
  for (const { name, of, facts } of VALUE_OBJECTS) {
    const object = schema.object(name);
    const values = schema.object(of[0])?.field(of[1])?.picklist?.values ?? [];
    if (object)
      providers.set(name, {
        rows: () => values.filter((value) => value.active).map((value, index) => valueRow(object, value, index, facts))
      });
  }
  for (const [name, rows] of [
    ['EntityDefinition', entityRows],
    ['FieldDefinition', fieldRows],
    ['EntityParticle', fieldRows]
  ] as const) {
    const object = schema.object(name);
    if (object) providers.set(name, { rows: (path) => matching(path, rows(schema, object)) });
  }
  return providers;
}

function valueRow(
  object: ObjectInfo,
  value: PicklistValue,
  index: number,
  facts: Readonly<Record<string, string>>
): unknown[] {
  const values: Record<string, unknown> = {
    Id: to18(`${object.keyPrefix}${String(index + 1).padStart(12, '0')}`),
    MasterLabel: value.label,
    ApiName: value.value,
    SortOrder: index + 1,
    IsDefault: value.isDefault,
    IsActive: value.active
  };
  for (const [field, fact] of Object.entries(facts)) values[field] = value.facts?.[fact] === true;
  return object.fields.map((field) => values[field.name] ?? null);
}

/** The rows of a path that names keys; any other path visits all. */
function* matching(path: AccessPath, rows: Iterable<unknown[]>): Iterable<Row> {
  const slot = path.kind === 'ids' ? 0 : path.kind === 'equal' ? path.field.slot : undefined;
  const keys = path.kind === 'ids' ? path.ids : path.kind === 'equal' ? path.keys : [];
  const wanted = new Set(keys.map(keyOf));
  for (const row of rows) if (slot === undefined || wanted.has(keyOf(row[slot]))) yield row;
}

function keyOf(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function* entityRows(schema: Schema, definition: ObjectInfo): Iterable<unknown[]> {
  for (const object of schema.objects()) {
    yield rowOf(definition, {
      Id: object.name,
      DurableId: object.name,
      QualifiedApiName: object.name,
      DeveloperName: object.name.replace(/__\w+$/, ''),
      MasterLabel: object.label,
      Label: object.label,
      PluralLabel: object.labelPlural,
      KeyPrefix: object.keyPrefix,
      InternalSharingModel: object.sharing,
      IsCustomizable: !object.setup,
      IsCustomSetting: object.setting !== undefined,
      IsApexTriggerable: object.triggerable,
      IsQueryable: object.queryable,
      IsSearchable: object.searchable,
      IsEverCreatable: object.createable,
      IsEverUpdatable: object.updateable,
      IsEverDeletable: object.deletable
    });
  }
}

function* fieldRows(schema: Schema, definition: ObjectInfo): Iterable<unknown[]> {
  for (const object of schema.objects()) {
    for (const field of object.fields) yield fieldRow(definition, object, field);
  }
}

function fieldRow(definition: ObjectInfo, object: ObjectInfo, field: FieldInfo): unknown[] {
  return rowOf(definition, {
    Id: `${object.name}.${field.name}`,
    DurableId: `${object.name}.${field.name}`,
    EntityDefinitionId: object.name,
    QualifiedApiName: field.name,
    DeveloperName: field.name.replace(/__c$/, ''),
    MasterLabel: field.label,
    Label: field.label,
    Length: field.length,
    Precision: field.precision,
    Scale: field.scale,
    IsCalculated: field.formula !== undefined,
    IsNillable: field.nillable,
    IsNameField: field.nameField,
    IsCreatable: field.createable,
    IsUpdatable: field.updateable,
    IsUnique: field.unique,
    IsAutonumber: field.autoNumber !== undefined,
    IsCaseSensitive: field.caseSensitive,
    IsCompound: field.compound !== undefined,
    Description: field.description ?? null,
    RelationshipName: field.relationshipName ?? null
  });
}

function rowOf(definition: ObjectInfo, values: Readonly<Record<string, unknown>>): unknown[] {
  return definition.fields.map((field) => values[field.name] ?? null);
}
