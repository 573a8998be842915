import type {
  FieldSetInfo,
  PicklistValue,
  RecordTypeInfo,
  RecordTypePicklist,
  ValidationRule
} from '../contracts/schema.ts';
import type { MetadataComponent, MetadataRegistry } from '../contracts/transaction.ts';
import type {
  CustomFieldModel,
  FieldSetModel,
  NamedValueSetModel,
  RecordTypeModel,
  ValidationRuleModel
} from '../metadata/index.ts';
import { valueOf } from './custom-field.ts';
import { VALUE_SETS } from './data/value-sets.ts';
import { parseValueSet } from './data/parse.ts';
import { isCustomName, objectOfPart, qualify } from './names.ts';

/** Components of a type by the object they belong to, as stored (`Widget__c.Color__c` under `ns__Widget__c`). */
export function byObject(
  registry: MetadataRegistry,
  type: string,
  namespace: string | null
): Map<string, MetadataComponent[]> {
  const groups = new Map<string, MetadataComponent[]>();
  for (const component of registry.all(type)) {
    const owner = objectOfPart(component.fullName.slice(0, component.fullName.indexOf('.')));
    const key = qualify(owner, namespace).toLowerCase();
    groups.set(key, [...(groups.get(key) ?? []), component]);
  }
  return groups;
}

export function validationRule({ model, file }: MetadataComponent, namespace: string | null): ValidationRule {
  const rule = model as ValidationRuleModel;
  const { name, active, condition, message, displayField } = rule;
  return {
    name,
    active,
    condition,
    message,
    file,
    ...(displayField ? { displayField: qualify(displayField, namespace) } : {})
  };
}

export function fieldSet({ model }: MetadataComponent, namespace: string | null): FieldSetInfo {
  const set = model as FieldSetModel;
  const path = (field: string) =>
    field
      .split('.')
      .map((name) => qualify(name, namespace))
      .join('.');
  return {
    name: set.name,
    label: set.label,
    fields: set.displayed.map((f) => ({ path: path(f.field), required: f.required }))
  };
}

export function recordTypes(
  components: readonly MetadataComponent[],
  namespace: string | null,
  newId: () => string
): RecordTypeInfo[] {
  const models = components.map((c) => c.model as RecordTypeModel);
  return models.map((m) => ({
    id: newId(),
    developerName: m.name,
    label: m.label,
    active: m.active,
    ...(objectOfPart(m.object) === m.object ? {} : { person: true as const }),
    picklists: new Map(m.picklists.map((p) => [qualify(p.picklist, namespace).toLowerCase(), offered(p.values)]))
  }));
}

function offered(values: RecordTypeModel['picklists'][number]['values']): RecordTypePicklist {
  const standard = values.find((each) => each.isDefault)?.value;
  return {
    values: new Set(values.map((each) => each.value.toLowerCase())),
    ...(standard === undefined ? {} : { standard })
  };
}

/** Looks up value sets: the project's own first, then the standard tables. */
export function valueSets(registry: MetadataRegistry): (name: string) => readonly PicklistValue[] | undefined {
  const known = new Map<string, readonly PicklistValue[]>();
  return (name) => {
    const found = known.get(name) ?? findValueSet(registry, name);
    if (found) known.set(name, found);
    return found;
  };
}

function findValueSet(registry: MetadataRegistry, name: string): readonly PicklistValue[] | undefined {
  const bare = name.replace(/__gvs$/, '');
  const own = registry.get('StandardValueSet', bare) ?? registry.get('GlobalValueSet', bare);
  if (own) return (own.model as NamedValueSetModel).values.map(valueOf);
  const table = VALUE_SETS[bare];
  return table === undefined ? undefined : parseValueSet(table);
}

/** A standard field that the project configures, rather than a field of its own. */
export function isStandardField(model: CustomFieldModel): boolean {
  return !isCustomName(model.name);
}
