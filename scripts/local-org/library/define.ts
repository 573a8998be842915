import type { Behaviour, LibraryClass } from '../contracts/library.ts';
import type { Transaction } from '../contracts/transaction.ts';
import {
  ApexList,
  ApexSet,
  apexError,
  idType,
  listType,
  mapType,
  objectType,
  setType,
  sobjectBaseType,
  stringType,
  ApexMap,
  integerType
} from '../values/index.ts';
import { Bean, platformClass, runtimeTypeOf } from './registry.ts';

export type Members = Record<string, Behaviour>;

export function libraryClass(name: string, ...members: Members[]): LibraryClass {
  return { name, members: Object.assign({}, ...members) as Members };
}

/** NullPointerException `Argument cannot be null.` for a null argument. */
export function need<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw apexError('System.NullPointerException', 'Argument cannot be null.');
  return value;
}

export const strings = (items: string[]): ApexList => new ApexList(listType(stringType), items);
export const integers = (items: number[]): ApexList => new ApexList(listType(integerType), items);
export const ids = (items: string[]): ApexList => new ApexList(listType(idType), items);
export const records = (items: unknown[]): ApexList => new ApexList(listType(sobjectBaseType), items);
export const objects = (items: unknown[]): ApexList => new ApexList(listType(objectType), items);
export const listOf = (typeName: string, items: unknown[]): ApexList =>
  new ApexList(listType(runtimeTypeOf(typeName)), items);
export const stringSet = (items: Iterable<string>): ApexSet => new ApexSet(setType(stringType), items);
export const objectMap = (pairs: Iterable<readonly [unknown, unknown]> = []): ApexMap =>
  new ApexMap(mapType(stringType, objectType), pairs);
export const mapTo = (typeName: string, pairs: Iterable<readonly [unknown, unknown]>): ApexMap =>
  new ApexMap(mapType(stringType, runtimeTypeOf(typeName)), pairs);

/** The running user's zone, where the platform formats and takes apart Datetimes. */
export function zoneOf(tx: Transaction): string {
  return tx.user.timeZone;
}

interface Property {
  readonly type: string;
  readonly name: string;
}

function property(text: string): Property {
  const m = /^(.+) (\w+)$/.exec(text);
  if (!m) throw new Error(`not a property: ${text}`);
  return { type: m[1] as string, name: m[2] as string };
}

function title(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const read =
  (name: string): Behaviour =>
  (_, self: Bean) =>
    self.get(name);
const write =
  (name: string): Behaviour =>
  (_, self: Bean, value) => {
    self.set(name, value);
  };

/** `getX()` (or `isX()` for a Boolean) over a Bean, for each `Type Name`. */
export function getters(...texts: string[]): Members {
  const out: Members = {};
  for (const { type, name } of texts.map(property)) {
    out[`${type} ${type === 'Boolean' ? 'is' : 'get'}${title(name)}()`] = read(name);
  }
  return out;
}

export function plainGetters(...texts: string[]): Members {
  return Object.fromEntries(texts.map(property).map(({ type, name }) => [`${type} get${title(name)}()`, read(name)]));
}

/** `setX(Type)` over a Bean. */
export function setters(...texts: string[]): Members {
  return Object.fromEntries(
    texts.map(property).map(({ type, name }) => [`void set${title(name)}(${type} value)`, write(name)])
  );
}

/** A field that is read and written directly: `options.optAllOrNone = false`. */
export function fields(...texts: string[]): Members {
  const out: Members = {};
  for (const { type, name } of texts.map(property)) {
    out[`get ${type} ${name}`] = read(name);
    out[`set ${type} ${name}`] = write(name);
  }
  return out;
}

/** `new X()` for a class that only carries values. */
export function beanConstructor(
  typeName: string,
  initial: () => Iterable<readonly [string, unknown]> = () => []
): Members {
  return { [`${typeName.split('.').pop()}()`]: () => new Bean(typeName, initial()) };
}

/** A platform class of public fields and a constructor without parameters: all of it. */
export function dataClass(name: string): LibraryClass {
  const own = (platformClass(name)?.fields ?? []).filter((f) => !f.static).map((f) => `${f.type} ${f.name}`);
  return libraryClass(name, fields(...own), beanConstructor(name));
}
