import type { CustomFieldModel, CustomObjectModel } from '../../../local-org/metadata/index.ts';
import type { MetadataComponent } from '../../../local-org/contracts/transaction.ts';
import type { Finding } from '../../contracts.ts';
import type { Workspace } from '../../workspace.ts';
import type { PageField, PageObject } from './page.ts';

export const PAGE = 'docs/data-model.md';

function onPage(line: number, rule: string, message: string): Finding {
  return { file: PAGE, line, rule, message };
}

function inFile(file: string, line: number, rule: string, message: string): Finding {
  return { file, line, rule, message };
}

/** Objects and fields of the page against the metadata, both ways. */
export function compareObjects(workspace: Workspace, page: readonly PageObject[]): Finding[] {
  const registry = workspace.metadata.registry;
  const declared = new Map(registry.all('CustomObject').map((c) => [c.fullName, c]));
  const fields = new Map(registry.all('CustomField').map((c) => [c.fullName, c]));
  const known = new Set(page.map((o) => o.name));
  const unlisted = [...declared.values()].filter((c) => !known.has(c.fullName));
  return [
    ...unlisted.map((c) => inFile(c.file, 1, 'not-on-page', `${c.fullName} is not in ${PAGE}`)),
    ...page.flatMap((o) => compareObject(o, declared.get(o.name), fields))
  ];
}

function compareObject(
  object: PageObject,
  declared: MetadataComponent | undefined,
  fields: ReadonlyMap<string, MetadataComponent>
): Finding[] {
  const own = [...fields.values()].filter((c) => c.fullName.startsWith(`${object.name}.`));
  if (!object.built)
    return own
      .slice(0, 1)
      .map((c) => inFile(c.file, 1, 'not-built', `${PAGE} says that ${object.name} is built later`));
  const listed = new Set(object.fields.map((f) => `${object.name}.${f.name}`));
  const unlisted = own.filter((c) => !listed.has(c.fullName));
  return [
    ...(declared
      ? compareFacts(object, declared)
      : isCustom(object.name)
        ? [onPage(object.line, 'no-metadata', `${object.name} has no metadata`)]
        : []),
    ...unlisted.map((c) => inFile(c.file, 1, 'not-on-page', unlistedMessage(c))),
    ...object.fields.flatMap((f) => compareField(object, f, fields.get(`${object.name}.${f.name}`)))
  ];
}

function isCustom(name: string): boolean {
  return /__(c|e|mdt)$/.test(name);
}

function unlistedMessage({ fullName, model }: MetadataComponent): string {
  const { required, defaultValue } = model as CustomFieldModel;
  const late =
    required && defaultValue === undefined
      ? '; a required field without default cannot be added after the first release'
      : '';
  return `${fullName} is not in ${PAGE}${late}`;
}

const SHARING: Readonly<Record<string, string>> = {
  'public read': 'Read',
  'public read and write': 'ReadWrite',
  private: 'Private',
  'with its master': 'ControlledByParent'
};

function compareFacts({ about, name, line }: PageObject, { model, file }: MetadataComponent): Finding[] {
  const declared = model as CustomObjectModel;
  const words = /Sharing: (.+?)\./.exec(about)?.[1] ?? '';
  const sharing = SHARING[words];
  const format = /Name: auto number `([^`]+)`/.exec(about)?.[1];
  const wrongSharing =
    sharing !== undefined && declared.sharingModel !== undefined && declared.sharingModel !== sharing;
  const wrongFormat =
    (format ?? undefined) !==
    (declared.nameField?.type === 'AutoNumber' ? declared.nameField.displayFormat : undefined);
  const rooms = [.../`(\w+)`/g[Symbol.matchAll](/Built: yes, rooms? (.*)/.exec(about)?.[1] ?? '')].map((m) => m[1]);
  const homeless = rooms.length > 0 && !rooms.some((room) => file.includes(`/${room}/`));
  return [
    ...(wrongSharing
      ? [inFile(file, 1, 'sharing', `${name}: ${PAGE} says ${sharing}, found ${declared.sharingModel}`)]
      : []),
    ...(wrongFormat
      ? [
          inFile(
            file,
            1,
            'name-field',
            `${name}: ${PAGE} (line ${line}) says ${format ?? 'a text name'}, found another`
          )
        ]
      : []),
    ...(homeless ? [inFile(file, 1, 'room', `${name}: ${PAGE} says room ${rooms.join(', ')}`)] : [])
  ];
}

function compareField(object: PageObject, field: PageField, component: MetadataComponent | undefined): Finding[] {
  const name = `${object.name}.${field.name}`;
  if (!component) return [onPage(field.line, 'no-metadata', `${name} has no metadata`)];
  const model = component.model as CustomFieldModel;
  const { file } = component;
  const pairs = comparisons(field, model).filter(([, wanted, found]) => wanted !== found);
  return pairs.map(([what, wanted, found]) =>
    inFile(
      file,
      model.line,
      'frozen',
      `${name}: ${what}: ${PAGE} (line ${field.line}) says ${wanted || 'none'}, found ${found || 'none'}`
    )
  );
}

type Comparison = readonly [what: string, wanted: string, found: string];

function comparisons(field: PageField, model: CustomFieldModel): Comparison[] {
  const flag = (name: string): string => String(field.flags.includes(name));
  const valueOf = (prefix: string): string =>
    field.flags.find((f) => f.startsWith(`${prefix} `))?.slice(prefix.length + 1) ?? '';
  const master = model.type === 'MasterDetail';
  return [
    ['type', field.type, model.referenceTo ? `${model.type}(${model.referenceTo})` : (model.type ?? '')],
    ['length', field.length, lengthOf(model)],
    ['External Id', flag('External Id'), String(model.externalId)],
    ['Unique', flag('Unique'), String(model.unique)],
    ['Required', flag('Required'), String(model.required || master)],
    ['child relationship', valueOf('Children'), model.relationshipName ?? ''],
    ['on delete', valueOf('On delete'), model.type === 'Lookup' ? (model.deleteConstraint ?? 'SetNull') : ''],
    ['restricted', flag('Restricted'), String(model.valueSet?.restricted ?? false)],
    ['default', valueOf('Default'), defaultOf(model)],
    [
      'values',
      field.values.map((v) => `${v.value}=${v.label}`).join('; '),
      (model.valueSet?.values ?? []).map((v) => `${v.value}=${v.label}`).join('; ')
    ]
  ];
}

const DIGITS = new Set(['Number', 'Currency', 'Percent']);

function lengthOf(model: CustomFieldModel): string {
  if (DIGITS.has(model.type ?? '')) return `${model.precision},${model.scale}`;
  return model.length === undefined ? '' : String(model.length);
}

function defaultOf(model: CustomFieldModel): string {
  return model.defaultValue ?? model.valueSet?.values.find((v) => v.isDefault)?.value ?? '';
}
