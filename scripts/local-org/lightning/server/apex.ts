import type { MethodInfo, RuntimeType } from '../../contracts/program.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import {
  ApexDate,
  ApexDatetime,
  ApexException,
  ApexList,
  ApexMap,
  ApexSet,
  ApexTime,
  Decimal,
  EnumValue,
  SObject,
  box,
  decimalType,
  toId,
  unbox
} from '../../values/index.ts';
import { listType, mapType, objectType, stackText, stringType } from '../../values/index.ts';
import { ApiError, recordFromJson, valueToJson } from '../../api/index.ts';

export interface ApexCall {
  /** `Class.method`. */
  readonly method: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly cacheable: boolean;
}

/** A failed call as a component sees it. */
export class ApexCallError extends Error {
  readonly body: object;

  constructor(body: { readonly message: string; readonly [more: string]: unknown }) {
    super(body.message);
    this.body = body;
  }
}

/** Calls an `@AuraEnabled` method with JSON parameters by name. Throws ApexCallError in the shape components know. */
export function callApex(tx: Transaction, call: ApexCall): unknown {
  const [className = '', methodName = ''] = call.method.split('.');
  const method = auraMethod(tx, className, methodName);
  if (!tx.org.access.apexClass(tx.user, className)) {
    throw new ApexCallError({
      message: `You do not have access to the Apex class named '${className}'.`,
      isUserDefinedException: false
    });
  }
  const args = method.params.map((param) => fromJson(tx, param.type, parameter(call, param.name)));
  try {
    return toJson(tx, tx.org.program.invoke(tx, className, method.name, args));
  } catch (error) {
    if (error instanceof ApexException) throw new ApexCallError(exceptionBody(error));
    throw error;
  }
}

function auraMethod(tx: Transaction, className: string, name: string): MethodInfo {
  const methods = tx.org.program.type(className)?.members?.methods ?? [];
  const found = methods.find((m) => m.static && m.name.toLowerCase() === name.toLowerCase() && isAura(m));
  if (!found)
    throw new ApiError(404, [
      { errorCode: 'NOT_FOUND', message: `There is no @AuraEnabled method ${className}.${name}.` }
    ]);
  return found;
}

export function isAura(member: { readonly annotations: readonly { readonly name: string }[] }): boolean {
  return member.annotations.some((a) => a.name.toLowerCase() === 'auraenabled');
}

export function isCacheable(method: MethodInfo): boolean {
  const annotation = method.annotations.find((a) => a.name.toLowerCase() === 'auraenabled');
  const value = Object.entries(annotation?.values ?? {}).find(([key]) => key.toLowerCase() === 'cacheable')?.[1];
  return value?.toLowerCase() === 'true';
}

/** Names of parameters are those of the Apex method, in any case. */
function parameter(call: ApexCall, name: string): unknown {
  return Object.entries(call.parameters).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/** The text of an AuraHandledException reaches the component; others keep their type beside the message. */
function exceptionBody(error: ApexException): { message: string; [more: string]: unknown } {
  const own = error.facts.get('auraMessage');
  const message = typeof own === 'string' ? own : error.message;
  return {
    message,
    exceptionType: error.typeName,
    isUserDefinedException: !error.typeName.startsWith('System.'),
    stackTrace: stackText(error)
  };
}

/** Apex to JSON, as `@AuraEnabled` results travel: instants as ISO text, decimals as numbers, objects by their members. */
export function toJson(tx: Transaction, value: unknown): unknown {
  const plain = unbox(value);
  if (plain instanceof ApexList) return plain.items.map((item) => toJson(tx, item));
  if (plain instanceof ApexSet) return plain.toArray().map((item) => toJson(tx, item));
  if (plain instanceof ApexMap)
    return Object.fromEntries(
      [...plain.pairs()].map(([key, item]) => [String(valueToJson(key, 'ui')), toJson(tx, item)])
    );
  if (plain instanceof EnumValue) return plain.name;
  if (plain instanceof SObject) return recordJson(tx, plain);
  const type = runtimeTypeOf(plain);
  return type?.members ? objectJson(tx, plain as object, type) : valueToJson(plain, 'ui');
}

function runtimeTypeOf(value: unknown): RuntimeType | undefined {
  return typeof value === 'object' && value !== null ? (value as { $type?: RuntimeType }).$type : undefined;
}

/** Populated fields and related records; empty ones are left out, as Aura does. */
function recordJson(tx: Transaction, record: SObject): object {
  const json: Record<string, unknown> = {};
  for (const [key, value] of record.populatedMap().pairs()) {
    const item = toJson(tx, value);
    if (item !== null) json[String(key)] = item;
  }
  return json;
}

/** Members with `@AuraEnabled`, those of superclasses too. */
function objectJson(tx: Transaction, value: object, type: RuntimeType): object {
  const json: Record<string, unknown> = {};
  for (const member of type.members?.fields ?? []) {
    if (member.static || !isAura(member) || !member.read) continue;
    json[member.name] = toJson(tx, member.read(value));
  }
  return json;
}

/** JSON to a value of an Apex type. Throws ApexCallError when it does not fit. */
export function fromJson(tx: Transaction, type: RuntimeType, json: unknown): unknown {
  if (json === null || json === undefined) return null;
  switch (type.kind) {
    case 'list':
      return new ApexList(
        type,
        arrayOf(type, json).map((item) => fromJson(tx, element(type), item))
      );
    case 'set':
      return new ApexSet(
        type,
        arrayOf(type, json).map((item) => fromJson(tx, element(type), item))
      );
    case 'map':
      return new ApexMap(
        type,
        Object.entries(json).map(
          ([key, item]) => [fromJson(tx, type.key ?? stringType, key), fromJson(tx, element(type), item)] as const
        )
      );
    case 'sobject':
      return sobject(tx, type, json);
    case 'object':
      return untyped(json);
    case 'enum':
      return enumValue(type, json);
    case 'class':
      return instance(tx, type, json);
    default:
      return primitive(type, json);
  }
}

function element(type: RuntimeType): RuntimeType {
  return type.element ?? objectType;
}

function arrayOf(type: RuntimeType, json: unknown): unknown[] {
  if (!Array.isArray(json)) throw mismatch(type, json);
  return json;
}

function mismatch(type: RuntimeType, json: unknown): ApexCallError {
  return new ApexCallError({
    message: `Value provided is invalid for action parameter of type ${type.name}: ${JSON.stringify(json)}`
  });
}

function primitive(type: RuntimeType, json: unknown): unknown {
  const value = convert(type.name, json);
  if (value === undefined) throw mismatch(type, json);
  return value;
}

function convert(name: string, json: unknown): unknown {
  switch (name) {
    case 'String':
      return typeof json === 'string' ? json : ['number', 'boolean'].includes(typeof json) ? String(json) : undefined;
    case 'Id':
      return typeof json === 'string' ? toId(json) : undefined;
    case 'Boolean':
      return typeof json === 'boolean' ? json : json === 'true' ? true : json === 'false' ? false : undefined;
    case 'Integer':
    case 'Long':
      return Number.isInteger(Number(json)) && json !== '' ? Number(json) : undefined;
    case 'Double':
      return Number.isFinite(Number(json)) && json !== '' ? Number(json) : undefined;
    case 'Decimal':
      return typeof json === 'number'
        ? Decimal.ofDouble(json)
        : typeof json === 'string'
          ? Decimal.tryParse(json)
          : undefined;
    case 'Date':
      return typeof json === 'string' ? ApexDate.tryParse(json.slice(0, 10)) : undefined;
    case 'Datetime':
      return typeof json === 'number'
        ? new ApexDatetime(json)
        : typeof json === 'string'
          ? ApexDatetime.tryParseIso(json)
          : undefined;
    case 'Time':
      return typeof json === 'string' ? ApexTime.tryParse(json.replace(/Z$/, '')) : undefined;
    default:
      return undefined;
  }
}

function sobject(tx: Transaction, type: RuntimeType, json: unknown): SObject {
  const fields = json as Record<string, unknown>;
  const named =
    type.name === 'SObject'
      ? String(fields['sobjectType'] ?? (fields['attributes'] as { type?: string } | undefined)?.type ?? '')
      : type.name;
  const object = tx.org.schema.object(named);
  if (!object || typeof json !== 'object') throw mismatch(type, json);
  const { sobjectType: _type, ...values } = fields;
  const own = Object.fromEntries(
    Object.entries(values).filter(([name]) => object.field(name) !== undefined || !name.endsWith('__r'))
  );
  return recordFromJson(object, own);
}

/** A parameter of type Object: lists, maps, text, numbers and booleans as JSON gives them. */
function untyped(json: unknown): unknown {
  if (Array.isArray(json))
    return new ApexList(
      listType(objectType),
      json.map((item) => (item === null ? null : untyped(item)))
    );
  if (typeof json === 'object' && json !== null) {
    return new ApexMap(
      mapType(stringType, objectType),
      Object.entries(json).map(([key, item]) => [key, item === null ? null : untyped(item)] as const)
    );
  }
  if (typeof json === 'number' && !Number.isInteger(json)) return box(Decimal.ofDouble(json), decimalType.name);
  return json;
}

function enumValue(type: RuntimeType, json: unknown): unknown {
  const found = type.enumValues?.find((v) => (v as EnumValue).name.toLowerCase() === String(json).toLowerCase());
  if (!found) throw mismatch(type, json);
  return found;
}

/** An instance of a project class: its no-argument constructor, then every member that the JSON names. */
function instance(tx: Transaction, type: RuntimeType, json: unknown): object {
  if (typeof json !== 'object' || json === null || type.source !== 'project') throw mismatch(type, json);
  const made = tx.org.program.construct(tx, type.name);
  for (const member of type.members?.fields ?? []) {
    const entry = Object.entries(json).find(([key]) => key.toLowerCase() === member.name.toLowerCase());
    if (entry && member.write && !member.static) member.write(made, fromJson(tx, member.type, entry[1]));
  }
  return made;
}
