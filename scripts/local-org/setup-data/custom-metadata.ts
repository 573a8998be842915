import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';
import type { MetadataComponent } from '../contracts/transaction.ts';
import type { CustomMetadataRecordModel } from '../metadata/index.ts';
import { ApexDate, ApexDatetime, Decimal } from '../values/index.ts';
import type { SetupRows } from './rows.ts';

type Pass = 'values' | 'references';

interface Target {
  readonly rows: SetupRows;
  readonly namespace: string | null;
  readonly problems: Diagnostic[];
}

/** Custom metadata records: first all rows, then what they say of each other. */
export function writeCustomMetadata(
  rows: SetupRows,
  components: readonly MetadataComponent[],
  namespace: string | null
): Diagnostic[] {
  const target: Target = { rows, namespace, problems: [] };
  for (const pass of ['values', 'references'] as const) {
    for (const component of components) writeRecord(target, component, pass);
  }
  return target.problems;
}

function writeRecord(target: Target, component: MetadataComponent, pass: Pass): void {
  const model = component.model as CustomMetadataRecordModel;
  const object = target.rows.org.schema.object(`${model.typeName}__mdt`);
  const refuse = (message: string, line: number) => void target.problems.push(problem(component, message, line));
  if (!object) {
    if (pass === 'values') refuse(`there is no custom metadata type ${model.typeName}__mdt`, 1);
    return;
  }
  const values: Record<string, unknown> = pass === 'values' ? standardValues(object, model, target.namespace) : {};
  for (const each of model.values) {
    const field = object.field(each.field);
    if (!field && pass === 'values') refuse(`${object.name} has no field ${each.field}`, each.line);
    if (!field || (field.type === 'Reference') !== (pass === 'references')) continue;
    const value = each.value === null ? null : valueOf(target.rows, model, field, each.value);
    if (value === undefined) refuse(`there is no ${field.referenceTo.join(' or ')} ${each.value}`, each.line);
    else values[field.name] = value;
  }
  target.rows.upsert(object.name, { DeveloperName: model.name }, values);
}

function standardValues(
  object: ObjectInfo,
  model: CustomMetadataRecordModel,
  namespace: string | null
): Record<string, unknown> {
  const values = {
    MasterLabel: model.label,
    Label: model.label,
    NamespacePrefix: namespace,
    QualifiedApiName: namespace ? `${namespace}__${model.name}` : model.name,
    Language: 'en_US'
  };
  return Object.fromEntries(Object.entries(values).filter(([name]) => object.field(name) !== undefined));
}

function valueOf(rows: SetupRows, model: CustomMetadataRecordModel, field: FieldInfo, text: string): unknown {
  switch (field.type) {
    case 'Boolean':
      return text === 'true';
    case 'Double':
    case 'Currency':
    case 'Percent':
      return Decimal.parse(text);
    case 'Integer':
      return Number(text);
    case 'Date':
      return ApexDate.parse(text);
    case 'Datetime':
      return ApexDatetime.tryParseIso(text);
    case 'Reference':
      return reference(rows, model, field, text);
    default:
      return text;
  }
}

/** Records by developer name; objects and fields by their durable id, which here is their API name. */
function reference(
  rows: SetupRows,
  model: CustomMetadataRecordModel,
  field: FieldInfo,
  text: string
): string | undefined {
  const [target = ''] = field.referenceTo;
  const { schema } = rows.org;
  if (target === 'EntityDefinition') return schema.object(text)?.name;
  if (target === 'FieldDefinition' || target === 'EntityParticle') {
    const objects = model.values.map((each) => (each.value === null ? undefined : schema.object(each.value)));
    const named = objects.find((each) => each?.field(text) !== undefined);
    return named && `${named.name}.${named.field(text)?.name}`;
  }
  const name = text.slice(text.indexOf('.') + 1);
  return rows.id(target, { DeveloperName: name }) ?? rows.id(target, { DeveloperName: name.replace(/^\w+?__/, '') });
}

function problem(component: MetadataComponent, message: string, line: number): Diagnostic {
  return { file: component.file, line, column: 1, code: 'setup-data', message, level: 'error' };
}
