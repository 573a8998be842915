import type { ObjectInfo, PicklistValue, Schema } from '../contracts/schema.ts';
import type { RowProvider } from '../contracts/store.ts';
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
