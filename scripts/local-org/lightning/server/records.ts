import type { ObjectInfo } from '../../contracts/schema.ts';
import type { SaveError } from '../../contracts/save.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import type { SObject } from '../../values/index.ts';
import {
  AS_USER,
  ApiError,
  badRequest,
  objectNamed,
  objectOfId,
  recordFromJson,
  valueToJson
} from '../../api/index.ts';
import type { Ask } from './context.ts';
import { need } from './context.ts';
import { loadRecord } from './layout.ts';
import { displayValue } from './values.ts';

interface RecordInput {
  readonly apiName?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** A refusal as Lightning Data Service passes it to components: record errors, and errors by field. */
export class UiSaveError extends Error {
  readonly body: object;

  constructor(verb: string, object: ObjectInfo, errors: readonly SaveError[]) {
    super(errors[0]?.message ?? 'The record could not be saved.');
    this.body = {
      message: `An error occurred while trying to ${verb} the record. Please try again.`,
      statusCode: 400,
      enhancedErrorType: 'RecordError',
      output: {
        errors: errors.filter((e) => e.fields.length === 0).map(recordError),
        fieldErrors: fieldErrors(object, errors)
      }
    };
  }
}

function recordError(error: SaveError): object {
  return {
    errorCode: error.status,
    message: error.message,
    constituentField: null,
    field: null,
    fieldLabel: null,
    duplicateRecordError: null
  };
}

function fieldErrors(object: ObjectInfo, errors: readonly SaveError[]): object {
  const byField: Record<string, object[]> = {};
  for (const error of errors) {
    for (const name of error.fields) {
      const field = object.field(name);
      const entry = { ...recordError(error), field: field?.name ?? name, fieldLabel: field?.label ?? name };
      (byField[field?.name ?? name] ??= []).push(entry);
    }
  }
  return byField;
}

/** `getRecord`: fields that must be readable, and optional ones that may be missing. */
export function getRecord(ask: Ask): object {
  const id = need(ask, 'id');
  const object = objectOfId(ask.site.org, id);
  const wanted = pathsFor(ask, object, ask.query['fields'] ?? '', true);
  const optional = pathsFor(ask, object, ask.query['optional'] ?? '', false);
  const record = loadRecord(ask, id, [...wanted, ...optional]);
  return representation(ask.tx, record, [...wanted, ...optional]);
}

/** `Widget__c.Crate__r.Name` becomes `Crate__r.Name`; a field that is unknown or hidden is an error unless optional. */
function pathsFor(ask: Ask, object: ObjectInfo, list: string, required: boolean): string[] {
  const names = list.split(',').filter((name) => name !== '');
  return names.flatMap((name) => {
    const [first = '', ...path] = name.split('.');
    if (ask.site.org.schema.object(first) !== object)
      throw badRequest('INVALID_FIELD', `The field ${name} is not one of ${object.name}.`);
    if (isReadable(ask, object, path)) return [path.join('.')];
    if (required)
      throw badRequest(
        'INVALID_FIELD',
        `The requested field ${name} does not exist, or ${ask.tx.user.name} cannot read it.`
      );
    return [];
  });
}

function isReadable(ask: Ask, object: ObjectInfo, path: readonly string[]): boolean {
  const { access, schema } = ask.tx.org;
  let at: ObjectInfo | undefined = object;
  for (const step of path.slice(0, -1)) {
    const lookup = at?.parentRelationship(step);
    if (!lookup || !access.field(ask.tx.user, lookup).read) return false;
    at = schema.object(
      lookup.referenceTo.find((target) => schema.object(target)?.field(path.at(-1) ?? '')) ??
        lookup.referenceTo[0] ??
        ''
    );
  }
  const field = at?.field(path.at(-1) ?? '');
  return field !== undefined && access.field(ask.tx.user, field).read;
}

function representation(tx: Transaction, record: SObject, paths: readonly string[]): object {
  const fields: Record<string, object> = {};
  for (const path of paths) putPath(tx, fields, record, path.split('.'));
  return {
    apiName: record.info.name,
    id: record.id,
    fields,
    childRelationships: {},
    recordTypeId: null,
    recordTypeInfo: null,
    lastModifiedById: null,
    lastModifiedDate: null,
    systemModstamp: null
  };
}

function putPath(
  tx: Transaction,
  fields: Record<string, object>,
  record: SObject,
  [first = '', ...rest]: readonly string[]
): void {
  if (rest.length === 0) {
    const field = record.fieldNamed(first);
    const value = record.peek(field.slot);
    fields[field.name] = { displayValue: displayValue(field, value, tx.user), value: valueToJson(value, 'ui') };
    return;
  }
  const parent = record.parent(first);
  if (!parent) {
    fields[first] = { displayValue: null, value: null };
    return;
  }
  const known = fields[first] as { value: { fields: Record<string, object> } } | undefined;
  const value = known?.value ?? { apiName: parent.info.name, id: parent.id, fields: {} };
  putPath(tx, value.fields, parent, rest);
  fields[first] = { displayValue: null, value };
}

function saveOne(ask: Ask, verb: 'create' | 'update' | 'delete', record: SObject): string {
  const op = ({ create: 'insert', update: 'update', delete: 'delete' } as const)[verb];
  const [result] = ask.tx.org.save.run(ask.tx, op, [record], { access: AS_USER, allOrNone: false, source: 'rest' });
  if (!result?.success || result.id === null) throw new UiSaveError(verb, record.info, result?.errors ?? []);
  return result.id;
}

export function createRecord(ask: Ask, body: unknown): object {
  const { apiName, fields = {} } = body as RecordInput;
  if (!apiName) throw badRequest('MISSING_ARGUMENT', 'createRecord needs apiName.');
  const record = recordFromJson(objectNamed(ask.site.org, apiName), fields);
  return saved(ask, saveOne(ask, 'create', record), Object.keys(fields));
}

export function updateRecord(ask: Ask, body: unknown): object {
  const { fields = {} } = body as RecordInput;
  const id = fields['Id'];
  if (typeof id !== 'string') throw badRequest('MISSING_ARGUMENT', 'updateRecord needs fields.Id.');
  const record = recordFromJson(objectOfId(ask.site.org, id), fields);
  return saved(ask, saveOne(ask, 'update', record), Object.keys(fields));
}

/** What was saved, as it is now: triggers and flows may have changed it. */
function saved(ask: Ask, id: string, names: readonly string[]): object {
  const object = objectOfId(ask.site.org, id);
  const paths = names.map((name) => object.field(name)?.name).filter((name) => name !== undefined);
  const readable = paths.filter((name) => isReadable(ask, object, [name]));
  return representation(ask.tx, loadRecord(ask, id, readable), readable);
}

export function deleteRecord(ask: Ask): object {
  const id = need(ask, 'id');
  const record = recordFromJson(objectOfId(ask.site.org, id), { Id: id });
  saveOne(ask, 'delete', record);
  return {};
}

/** `getObjectInfo`. */
export function objectInfo(ask: Ask): object {
  const object = objectNamed(ask.site.org, need(ask, 'object'));
  const { access } = ask.tx.org;
  const may = access.object(ask.tx.user, object);
  if (!may.read)
    throw new ApiError(403, [
      { errorCode: 'INSUFFICIENT_ACCESS', message: `${ask.tx.user.name} cannot see ${object.labelPlural}.` }
    ]);
  const fields = object.fields.filter((field) => access.field(ask.tx.user, field).read);
  const { available, standard } = access.recordTypes(ask.tx.user, object);
  return {
    apiName: object.name,
    label: object.label,
    labelPlural: object.labelPlural,
    keyPrefix: object.keyPrefix,
    createable: object.createable && may.create,
    updateable: object.updateable && may.edit,
    deletable: object.deletable && may.delete,
    queryable: object.queryable,
    defaultRecordTypeId: standard?.id ?? MASTER_RECORD_TYPE,
    themeInfo: null,
    recordTypeInfos: Object.fromEntries(
      object.recordTypes.map((t) => [
        t.id,
        {
          recordTypeId: t.id,
          name: t.label,
          available: available.has(t.id),
          master: false,
          defaultRecordTypeMapping: t.id === standard?.id
        }
      ])
    ),
    fields: Object.fromEntries(fields.map((field) => [field.name, fieldInfo(ask, field)]))
  };
}

const MASTER_RECORD_TYPE = '012000000000000AAA';

function fieldInfo(ask: Ask, field: ObjectInfo['fields'][number]): object {
  const may = ask.tx.org.access.field(ask.tx.user, field);
  return {
    apiName: field.name,
    label: field.label,
    dataType: field.type,
    required: field.required,
    createable: field.createable && may.edit,
    updateable: field.updateable && may.edit,
    inlineHelpText: field.helpText ?? null,
    length: field.length,
    precision: field.precision,
    scale: field.scale,
    relationshipName: field.relationshipName ?? null,
    referenceToInfos: field.referenceTo.map((apiName) => ({ apiName }))
  };
}

/** `getPicklistValues`. Values per record type and dependent picklists are not told apart: all active values. */
export function picklist(ask: Ask): object {
  const object = objectNamed(ask.site.org, need(ask, 'object'));
  const field = object.field(need(ask, 'field'));
  if (!field?.picklist) throw badRequest('INVALID_FIELD', `${object.name}.${ask.query['field']} is not a picklist.`);
  if (field.picklist.controllingField)
    throw badRequest(
      'NOT_SUPPORTED_BY_LOCAL_ORG',
      `${object.name}.${field.name}: dependent picklists are not supported by the local org.`
    );
  const values = field.picklist.values
    .filter((v) => v.active)
    .map(({ label, value }) => ({ attributes: null, label, validFor: [], value }));
  const preset = field.picklist.values.find((v) => v.isDefault);
  return {
    controllerValues: {},
    defaultValue: preset ? { label: preset.label, value: preset.value } : null,
    url: '',
    values
  };
}
