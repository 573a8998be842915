import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { FieldInfo, ChildRelationship, ObjectInfo, ObjectKind, Schema } from '../contracts/schema.ts';
import type { MetadataComponent, MetadataRegistry } from '../contracts/transaction.ts';
import type { CustomFieldModel, CustomObjectModel } from '../metadata/index.ts';
import { resolveAnyTargets } from './any-targets.ts';
import { draftOf, picklistOf, type FieldScope } from './custom-field.ts';
import { parseObject, splitObjects, type ObjectDraft } from './data/parse.ts';
import { COMMERCE } from './data/commerce.ts';
import { CRM } from './data/crm.ts';
import { SETUP } from './data/setup.ts';
import { asDescribed, describedChildren } from './described/index.ts';
import { addCurrencyFields, CURRENCIES, MULTI_CURRENCY, type Currencies } from './features/multi-currency.ts';
import { addPersonAccounts, PERSON_ACCOUNTS } from './features/person-accounts.ts';
import { addAddressCodes, countryCodes, type CountryCodes } from './features/states-and-countries.ts';
import type { FieldDraft } from './field.ts';
import { isCustomName, objectOfPart, qualify } from './names.ts';
import { ObjectModel } from './object.ts';
import { OrgSchema } from './org-schema.ts';
import { byObject, fieldSet, isStandardField, recordTypes, validationRule, valueSets } from './parts.ts';
import {
  EXTERNAL,
  AUDIT,
  historyFields,
  idField,
  KIND_FLAGS,
  LAST_ACTIVITY,
  OWNER,
  USER_OWNER,
  RECORD_TYPE,
  shareFields,
  systemFields
} from './system.ts';
import { KeyPrefixes, recordTypeIds } from './prefixes.ts';

export interface SchemaOptions {
  readonly namespace: string | null;
  readonly registry: MetadataRegistry;
  /** Features of the org, in lower case, as scratch org definitions name them; absent: none. */
  readonly features?: ReadonlySet<string>;
  /** Conversion rates by ISO code, where the org has several currencies. */
  readonly currencies?: Currencies;
  /** Org-wide defaults by object, as a scratch definition's `objectSettings` or an admin sets them. */
  readonly sharing?: Readonly<Record<string, ObjectInfo['sharing']>>;
}

export interface BuiltSchema {
  readonly schema: Schema;
  readonly problems: readonly Diagnostic[];
}

/** Builds the schema of an org: the standard objects and everything the project declares. */
export function buildSchema(options: SchemaOptions): BuiltSchema {
  const builder = new SchemaBuilder(options);
  builder.build();
  return { schema: builder.schema, problems: builder.problems };
}

class SchemaBuilder {
  readonly schema: OrgSchema;
  readonly problems: Diagnostic[] = [];
  private readonly options: SchemaOptions;
  private readonly namespace: string | null;
  private readonly codes: CountryCodes | undefined;
  private readonly sets: ReturnType<typeof valueSets>;
  private readonly prefixes = new KeyPrefixes();
  private readonly newRecordTypeId = recordTypeIds();
  private readonly fieldsOf: Map<string, MetadataComponent[]>;

  constructor(options: SchemaOptions) {
    this.options = options;
    this.namespace = options.namespace;
    const labels = options.registry.all('CustomLabel').map((label) => label.fullName);
    this.codes = countryCodes(options.registry, options.features);
    this.schema = new OrgSchema(options.namespace, labels, options.features, options.currencies, this.codes);
    this.sets = valueSets(options.registry);
    this.fieldsOf = byObject(options.registry, 'CustomField', options.namespace);
  }

  build(): void {
    const currencies = this.options.features?.has(MULTI_CURRENCY) ? CURRENCIES : '';
    for (const block of [CRM, COMMERCE, SETUP, currencies].flatMap((text) => [...splitObjects(text).values()]))
      this.addStandard(parseObject(block, this.sets));
    for (const component of this.options.registry.all('CustomObject')) this.addDeclared(component);
    this.addFields();
    this.addParts();
    if (this.codes) addAddressCodes(this.schema);
    if (currencies !== '') addCurrencyFields(this.schema, this.options.currencies ?? {});
    if (this.options.features?.has(PERSON_ACCOUNTS)) addPersonAccounts(this.schema, this.newRecordTypeId);
    for (const object of [...this.schema.objects()]) this.addCompanions(object);
    resolveAnyTargets(this.schema);
    this.checkTargets();
    this.linkChildren();
  }

  private addStandard(draft: ObjectDraft): void {
    const { name, label, labelPlural, keyPrefix, flags, words } = draft;
    const kind: ObjectKind = words.has('virtual') ? 'virtual' : 'standard';
    const object = this.schema.add(
      new ObjectModel(
        {
          name,
          label,
          labelPlural,
          keyPrefix,
          kind,
          sharing: this.options.sharing?.[name] ?? draft.sharing,
          flags,
          setup: words.has('setup')
        },
        this.namespace,
        this.schema.moreOf(name)
      )
    );
    const owner = words.has('userowner') ? [USER_OWNER] : words.has('owner') || words.has('activity') ? [OWNER] : [];
    const fields = [idField(name, label), ...draft.fields, ...owner, ...(kind === 'virtual' ? [] : AUDIT)];
    for (const field of fields) object.addField(asDescribed(name, field));
  }

  private addDeclared({ model, file }: MetadataComponent): void {
    const declared = model as CustomObjectModel;
    const name = qualify(declared.name, this.namespace);
    const known = this.schema.object(objectOfPart(name));
    if (known) return objectOfPart(name) === name ? this.configure(known, declared, file) : undefined;
    if (!isCustomName(name))
      return this.report(
        file,
        1,
        'unsupported-object',
        `standard object ${name} is not in the local org`,
        'unsupported'
      );
    this.addCustom(name, declared, file);
  }

  /** A standard object's own file only sets a few facts. */
  private configure(object: ObjectModel, declared: CustomObjectModel, file: string): void {
    object.file = file;
    if (declared.label) object.label = declared.label;
    if (declared.pluralLabel) object.labelPlural = declared.pluralLabel;
    if (declared.sharingModel) object.sharing = sharingOf(declared.sharingModel);
    if (declared.externalSharingModel) object.externalSharing = sharingOf(declared.externalSharingModel);
  }

  private addCustom(name: string, declared: CustomObjectModel, file: string): void {
    const kind = kindOf(name, declared);
    const hasMaster = this.modelsOf(name).some((f) => f.type === 'MasterDetail');
    const facts = {
      name,
      kind,
      file,
      label: declared.label ?? declared.name,
      labelPlural: declared.pluralLabel ?? declared.label ?? declared.name,
      keyPrefix: this.prefixes.next(kind),
      flags: KIND_FLAGS[kind],
      sharing: kind === 'custom' ? this.customSharing(declared, hasMaster) : ('None' as const),
      feeds: declared.enableFeeds,
      ...(declared.externalSharingModel ? { externalSharing: sharingOf(declared.externalSharingModel) } : {}),
      ...(declared.event ? { event: { publishBehavior: declared.event.publishBehavior } } : {}),
      ...(declared.customSetting ? { setting: declared.customSetting } : {})
    };
    const object = this.schema.add(new ObjectModel(facts, this.namespace));
    systemFields(kind, declared.customSetting?.type === 'Hierarchy', hasMaster).forEach((f) => object.addField(f));
    if (isExternal(name)) EXTERNAL.forEach((f) => object.addField(f));
    if (kind === 'custom') this.addNameField(object, declared, file);
    if (declared.enableActivities) object.addField(LAST_ACTIVITY);
  }

  private customSharing(declared: CustomObjectModel, hasMaster: boolean): ObjectInfo['sharing'] {
    if (hasMaster) return 'ControlledByParent';
    return declared.sharingModel ? sharingOf(declared.sharingModel) : 'ReadWrite';
  }

  private addNameField(object: ObjectModel, declared: CustomObjectModel, file: string): void {
    const given = declared.nameField;
    if (!given && object.name.endsWith('__b')) return;
    if (!given)
      return this.report(file, 1, 'name-field', `custom object ${declared.name} needs a <nameField>`, 'error');
    const [draft] = draftOf(given, this.scope(file));
    if (draft)
      object.addField({
        ...draft,
        custom: false,
        nameField: true,
        length: draft.autoNumber ? 30 : 80,
        nillable: !draft.autoNumber
      });
  }

  private modelsOf(object: string): CustomFieldModel[] {
    return (this.fieldsOf.get(object.toLowerCase()) ?? []).map((c) => c.model as CustomFieldModel);
  }

  private addFields(): void {
    for (const [key, components] of this.fieldsOf) {
      const objects = (key === 'activity' ? ACTIVITIES : [key]).map((name) => this.schema.object(name));
      for (const component of components) {
        for (const object of objects) {
          if (object) this.addDeclaredField(object, component);
          else this.reportUnknownObject(component);
        }
      }
    }
  }

  private reportUnknownObject({ fullName, file }: MetadataComponent): void {
    const name = fullName.slice(0, fullName.indexOf('.'));
    const level = isCustomName(name) ? 'error' : 'unsupported';
    this.report(
      file,
      1,
      'unknown-object',
      `object ${name} is neither declared nor a standard object of the local org`,
      level
    );
  }

  /** The field that a roll-up is over, which may be declared further down. */
  private summarized(object: string, name: string): Pick<FieldInfo, 'type' | 'scale'> | undefined {
    const known = this.schema.object(object)?.field(name);
    if (known) return known;
    const isIt = (c: MetadataComponent) =>
      qualify((c.model as CustomFieldModel).name, this.namespace).toLowerCase() === name.toLowerCase();
    const component = this.fieldsOf.get(object.toLowerCase())?.find(isIt);
    const [draft] = component ? draftOf(component.model as CustomFieldModel, this.scope(component.file)) : [];
    return draft && { type: draft.type, scale: draft.scale ?? 0 };
  }

  private addDeclaredField(object: ObjectModel, component: MetadataComponent): void {
    const model = component.model as CustomFieldModel;
    if (isStandardField(model)) this.configureField(object, model, component.file);
    else draftOf(model, this.scope(component.file)).forEach((draft) => object.addField(draft));
  }

  private configureField(object: ObjectModel, model: CustomFieldModel, file: string): void {
    const field = object.field(model.name) ?? object.field(`${model.name}Id`);
    if (!field)
      return this.report(
        file,
        model.line,
        'unknown-field',
        `standard field ${model.name} of ${object.name} is not in the local org`,
        'unsupported'
      );
    const { object: _object, slot: _slot, ...old } = field;
    object.addField({
      ...old,
      trackHistory: model.trackHistory,
      ...(model.label ? { label: model.label } : {}),
      ...(model.helpText ? { helpText: model.helpText } : {}),
      ...(model.required ? { required: true, nillable: false } : {}),
      ...(model.valueSet ? { picklist: picklistOf(model, this.scope(file)) } : {}),
      ...(model.displayFormat ? { autoNumber: { format: model.displayFormat, start: model.startingNumber ?? 1 } } : {})
    });
  }

  private addParts(): void {
    const { registry } = this.options;
    this.eachObject(byObject(registry, 'ValidationRule', this.namespace), (object, parts) => {
      object.validationRules = parts.map((p) => validationRule(p, this.namespace));
    });
    this.eachObject(byObject(registry, 'FieldSet', this.namespace), (object, parts) => {
      object.fieldSets = parts.map((p) => fieldSet(p, this.namespace));
    });
    this.eachObject(byObject(registry, 'RecordType', this.namespace), (object, parts) => {
      object.recordTypes = recordTypes(parts, this.namespace, this.newRecordTypeId);
      object.addField(RECORD_TYPE);
    });
  }

  private eachObject(
    groups: Map<string, MetadataComponent[]>,
    use: (object: ObjectModel, parts: MetadataComponent[]) => void
  ): void {
    for (const [key, parts] of groups) {
      const object = this.schema.object(key);
      if (object) use(object, parts);
      else parts.forEach((part) => this.reportUnknownObject(part));
    }
  }

  /** Share and history objects. Those of standard objects exist always, those of custom ones where they have a use. */
  private addCompanions(object: ObjectModel): void {
    const shared = object.kind === 'custom' ? ['Private', 'Read'].includes(object.sharing) : SHARED.has(object.name);
    const tracked = object.kind === 'custom' ? object.fields.some((f) => f.trackHistory) : SHARED.has(object.name);
    if (shared) this.addCompanion(object, 'Share', 'share', shareFields(object));
    if (tracked) this.addCompanion(object, 'History', 'history', historyFields(object));
  }

  private addCompanion(
    object: ObjectModel,
    suffix: string,
    kind: 'share' | 'history',
    fields: readonly FieldDraft[]
  ): void {
    const name = object.custom
      ? object.name.replace(/__c$/i, `__${suffix}`)
      : `${historyStem(object.name, kind)}${suffix}`;
    const label = `${object.label} ${suffix}`;
    const facts = {
      name,
      kind,
      label,
      labelPlural: label,
      keyPrefix: this.prefixes.next(kind),
      flags: KIND_FLAGS[kind],
      sharing: 'None' as const
    };
    const companion = this.schema.add(new ObjectModel(facts, this.namespace));
    for (const field of fields) companion.addField(asDescribed(name, field));
  }

  private checkTargets(): void {
    for (const object of this.schema.objects()) {
      for (const field of object.fields) {
        if (!field.custom) continue;
        for (const target of field.referenceTo)
          if (!this.schema.object(target)) this.reportTarget(object, field.name, target);
        for (const target of this.lackedByRollUp(field)) this.reportTarget(object, field.name, target);
      }
    }
  }

  private lackedByRollUp({ summary }: FieldInfo): string[] {
    if (!summary) return [];
    const child = this.schema.object(summary.childObject);
    const names = [summary.childField, ...(summary.summarizedField === undefined ? [] : [summary.summarizedField])];
    return names.filter((name) => !child?.field(name)).map((name) => `${summary.childObject}.${name}`);
  }

  private reportTarget(object: ObjectModel, field: string, target: string): void {
    const component = this.fieldsOf
      .get(object.name.toLowerCase())
      ?.find((c) => qualify((c.model as CustomFieldModel).name, this.namespace) === field);
    const model = component?.model as CustomFieldModel | undefined;
    const level = isCustomName(target) ? 'error' : 'unsupported';
    this.report(
      component?.file ?? object.name,
      model?.line ?? 1,
      'unknown-object',
      `field ${field} refers to ${target}, which does not exist`,
      level
    );
  }

  private linkChildren(): void {
    const children = new Map<string, ChildRelationship[]>();
    for (const object of this.schema.objects()) {
      for (const field of object.fields) {
        if (field.referenceTo.length > MOST_TARGETS) continue;
        for (const target of field.referenceTo) {
          const list = children.get(target.toLowerCase()) ?? [];
          children.set(target.toLowerCase(), list);
          list.push({
            name: field.childRelationshipName,
            childObject: object.name,
            field: field.name,
            cascadeDelete: field.deleteConstraint === 'Cascade'
          });
        }
      }
    }
    for (const object of this.schema.objects())
      object.setChildren(this.withDescribed(object, children.get(object.name.toLowerCase()) ?? []));
  }

  /** The children that orgs describe go first: of two lookups they tell which one a name is for, and what goes with its parent. */
  private withDescribed(object: ObjectModel, children: ChildRelationship[]): ChildRelationship[] {
    if (object.custom) return children;
    const key = ({ childObject, field }: ChildRelationship) => `${childObject}.${field}`;
    const said = new Map(describedChildren(object.name).map((child) => [key(child), child]));
    const known = children.map((child) => said.get(key(child)) ?? child);
    return [...known.filter((child) => said.has(key(child))), ...known.filter((child) => !said.has(key(child)))];
  }

  private scope(file: string): FieldScope {
    return {
      namespace: this.namespace,
      file,
      valueSet: this.sets,
      summarized: (object, field) => this.summarized(object, field),
      report: (problem) => this.problems.push(problem)
    };
  }

  private report(file: string, line: number, code: string, message: string, level: Diagnostic['level']): void {
    this.problems.push({ file, line, column: 1, code, message, level });
  }
}

/** A lookup to any object at all makes no child relationship that could be named. */
const MOST_TARGETS = 1000;

/** Fields declared on Activity are fields of both (Metadata API guide, CustomObject). */
const ACTIVITIES = ['Task', 'Event'];

const SHARED = new Set(['Account', 'Contact', 'Lead', 'Opportunity', 'Case', 'Campaign']);

function historyStem(name: string, kind: 'share' | 'history'): string {
  return kind === 'history' && name === 'Opportunity' ? 'OpportunityField' : name;
}

function sharingOf(model: NonNullable<CustomObjectModel['sharingModel']>): ObjectInfo['sharing'] {
  switch (model) {
    case 'Private':
    case 'Read':
    case 'ReadWrite':
    case 'ControlledByParent':
      return model;
    // "Use" of price books (Metadata API Developer Guide, CustomObject).
    case 'ReadSelect':
      return 'Read';
    case 'ReadWriteTransfer':
    case 'FullAccess':
      return 'ReadWrite';
    case 'ControlledByLeadOrContact':
    case 'ControlledByCampaign':
      return 'ControlledByParent';
  }
}

/** External objects and data model objects: their rows are elsewhere, a test may say what a query of them finds. */
const isExternal = (name: string): boolean => /__(x|dlm)$/i.test(name);

function kindOf(name: string, declared: CustomObjectModel): ObjectKind {
  if (/__e$/i.test(name)) return 'event';
  if (/__mdt$/i.test(name)) return 'customMetadata';
  if (isExternal(name)) return 'virtual';
  return declared.customSetting ? 'customSetting' : 'custom';
}
