import type { RuntimeType } from '../../contracts/program.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import {
  ApexList,
  ApexMap,
  ApexObject,
  ApexSet,
  SObject,
  debugText,
  equalsDeep,
  hashOf,
  listType,
  objectType,
  setType,
  throwApex,
  membersFor
} from '../../values/index.ts';
import { type Members, libraryClass, need } from '../define.ts';
import { PlatformObject } from '../registry.ts';
import { sobjectToken } from '../schema/tokens.ts';
import { compareValues } from './order.ts';

/** What `iterator()` of a list or set gives; also of a query locator. */
export class ApexIterator extends PlatformObject {
  private readonly items: readonly unknown[];
  /** Of the collection that it walks. */
  readonly element: RuntimeType;
  private at = 0;

  constructor(items: readonly unknown[], element: RuntimeType = objectType) {
    super();
    this.items = items;
    this.element = element;
  }

  hasNext(): boolean {
    return this.at < this.items.length;
  }

  /** Throws NoSuchElementException at the end. */
  next(): unknown {
    if (!this.hasNext()) throwApex('System.NoSuchElementException', 'Iterator has no more elements.');
    return this.items[this.at++];
  }

  /** What is left, for a for-each. */
  *[Symbol.iterator](): Generator<unknown, void, undefined> {
    while (this.hasNext()) yield this.next();
  }
}
ApexIterator.for('System.Iterator');

function elementOf(type: RuntimeType): RuntimeType {
  return type.element ?? objectType;
}

function sobjectTypeOf(type: RuntimeType): unknown {
  const element = elementOf(type);
  return element.kind === 'sobject' && element.name !== 'SObject' ? sobjectToken(element.name) : null;
}

function deepCopy(value: unknown, preserveId: boolean, timestamps: boolean, autonumber: boolean): unknown {
  return value instanceof SObject ? value.clone(preserveId, true, timestamps, autonumber) : value;
}

function deepList(list: ApexList, preserveId = false, timestamps = false, autonumber = false): ApexList {
  return new ApexList(
    list.type,
    list.items.map((v) => deepCopy(v, preserveId, timestamps, autonumber))
  );
}

function sortBy(tx: Transaction, list: ApexList, comparator: object): void {
  const { program } = tx.org;
  list.items.sort((a, b) => program.invoke(tx, comparator, 'compare', [a, b]) as number);
}

/** `Collator`, the one comparator of the platform itself: text in the user's locale. */
class ApexCollator extends PlatformObject {
  compare(tx: Transaction, a: string, b: string): number {
    return Math.sign(a.localeCompare(b, tx.user.locale.replace('_', '-')));
  }
}
ApexCollator.for('System.Collator');

const common: Members = {
  'String toString()': (_, self) => debugText(self),
  'Integer hashCode()': (_, self) => hashOf(self),
  'Integer size()': (_, self: ApexList) => self.size,
  'Boolean isEmpty()': (_, self: ApexList) => self.size === 0,
  'void clear()': (_, self: ApexList) => self.clear()
};

export const listClass = libraryClass('System.List', common, {
  'void add(T value)': (_, self: ApexList, value) => self.add(value),
  'void add(Integer index, T value)': (_, self: ApexList, index: number, value) => self.insert(index, value),
  'void addAll(List<T> values)': (_, self: ApexList, values: ApexList) =>
    self.addAll(membersFor(self.type, need(values))),
  'void addAll(Set<T> values)': (_, self: ApexList, values: ApexSet) =>
    self.addAll(membersFor(self.type, need(values))),
  'Boolean contains(T value)': (_, self: ApexList, value) => self.indexOf(value) >= 0,
  'List<T> deepClone()': (_, self: ApexList) => deepList(self),
  'List<T> deepClone(Boolean a)': (_, self: ApexList, a: boolean) => deepList(self, a),
  'List<T> deepClone(Boolean a, Boolean b)': (_, self: ApexList, a: boolean, b: boolean) => deepList(self, a, b),
  'List<T> deepClone(Boolean a, Boolean b, Boolean c)': (_, self: ApexList, a: boolean, b: boolean, c: boolean) =>
    deepList(self, a, b, c),
  'T get(Integer index)': (_, self: ApexList, index: number) => self.get(index),
  'Schema.SObjectType getSObjectType()': (_, self: ApexList) => sobjectTypeOf(self.type),
  'Integer indexOf(T value)': (_, self: ApexList, value) => self.indexOf(value),
  'Iterator<T> iterator()': (_, self: ApexList) => new ApexIterator([...self.items], elementOf(self.type)),
  'T remove(Integer index)': (_, self: ApexList, index: number) => self.remove(index),
  'void set(Integer index, T value)': (_, self: ApexList, index: number, value) => self.set(index, value),
  'void sort()': (tx, self: ApexList) => {
    self.items.sort((a, b) => compareValues(tx, a, b));
  },
  'void sort(Comparator<T> comparator)': (tx, self: ApexList, comparator: object) => {
    if (need(comparator) instanceof ApexCollator) {
      self.items.sort((a, b) => (comparator as ApexCollator).compare(tx, a as string, b as string));
    } else sortBy(tx, self, comparator);
  },
  'List<T> clone()': (_, self: ApexList) => self.clone(),
  'Boolean equals(List<T> other)': (_, self: ApexList, other) => equalsDeep(self, other)
});

/** Runs `change` for each value and says whether any of them changed the set. */
function changed(values: Iterable<unknown>, change: (v: unknown) => boolean): boolean {
  let any = false;
  for (const value of [...values]) any = change(value) || any;
  return any;
}

function retain(self: ApexSet, values: ApexSet | ApexList): boolean {
  const kept = new ApexSet(self.type, membersFor(self.type, values));
  return changed(self.toArray(), (v) => !kept.has(v) && self.delete(v));
}

/** Members that take a List or a Set alike. */
function ofBoth(name: string, run: (self: ApexSet, values: ApexList | ApexSet) => boolean): Members {
  return {
    [`Boolean ${name}(List<T> values)`]: (_, self: ApexSet, values: ApexList) => run(self, need(values)),
    [`Boolean ${name}(Set<T> values)`]: (_, self: ApexSet, values: ApexSet) => run(self, need(values))
  };
}

export const setClass = libraryClass(
  'System.Set',
  common,
  ofBoth('addAll', (self, values) => changed(membersFor(self.type, values), (v) => self.add(v))),
  ofBoth('containsAll', (self, values) => membersFor(self.type, values).every((v) => self.has(v))),
  ofBoth('removeAll', (self, values) => changed(membersFor(self.type, values), (v) => self.delete(v))),
  ofBoth('retainAll', retain),
  {
    'Boolean add(T value)': (_, self: ApexSet, value) => self.add(value),
    'Boolean contains(T value)': (_, self: ApexSet, value) => self.has(value),
    'Boolean remove(T value)': (_, self: ApexSet, value) => self.delete(value),
    'Iterator<T> iterator()': (_, self: ApexSet) => new ApexIterator(self.toArray(), elementOf(self.type)),
    'Set<T> clone()': (_, self: ApexSet) => self.clone(),
    'Boolean equals(Set<Object> other)': (_, self: ApexSet, other) => equalsDeep(self, other)
  }
);

/** Records by Id. Throws ListException for a record without one, or for two of the same. */
export function putRecords(map: ApexMap, records: ApexList): void {
  const seen = new Set<unknown>();
  records.items.forEach((record, index) => {
    const id = (record as SObject | null)?.id ?? null;
    if (id === null) throwApex('System.ListException', `Row with null Id at index: ${index}`);
    if (seen.has(id)) throwApex('System.ListException', `Row with duplicate Id at index: ${index}`);
    seen.add(id);
    map.put(id, record);
  });
}

/** `putAll(records)`: of two with one Id the last stays, and a record without Id has the key null (assumed: only the constructor refuses them). */
function putLast(map: ApexMap, records: ApexList): void {
  for (const record of records.items) map.put((record as SObject | null)?.id ?? null, record);
}

export const mapClass = libraryClass('System.Map', common, {
  'Boolean containsKey(K key)': (_, self: ApexMap, key) => self.has(key),
  'Map<K,V> deepClone()': (_, self: ApexMap) =>
    new ApexMap(
      self.type,
      [...self.pairs()].map(([k, v]) => [k, deepCopy(v, true, true, true)] as const)
    ),
  'V get(K key)': (_, self: ApexMap, key) => self.get(key),
  'Schema.SObjectType getSObjectType()': (_, self: ApexMap) => sobjectTypeOf(self.type),
  'Set<K> keySet()': (_, self: ApexMap) => self.keySet(setType(self.type.key ?? objectType)),
  'V put(K key, V value)': (_, self: ApexMap, key, value) => self.put(key, value),
  'void putAll(Map<K,V> other)': (_, self: ApexMap, other: ApexMap) => {
    for (const [k, v] of [...need(other).pairs()]) self.put(k, v);
  },
  'void putAll(List<SObject> records)': (_, self: ApexMap, records: ApexList) => putLast(self, need(records)),
  'V remove(K key)': (_, self: ApexMap, key) => self.remove(key),
  'List<V> values()': (_, self: ApexMap) => new ApexList(listType(elementOf(self.type)), [...self.values()]),
  'Map<K,V> clone()': (_, self: ApexMap) => self.clone(),
  'Boolean equals(Map<K,V> other)': (_, self: ApexMap, other) => equalsDeep(self, other)
});

export const iteratorClass = libraryClass('System.Iterator', {
  'Boolean hasNext()': (_, self: ApexIterator) => self.hasNext(),
  'T next()': (_, self: ApexIterator) => self.next()
});

/** `Iterable` itself: lists and sets; project classes answer for themselves. */
export const iterableClass = libraryClass('System.Iterable', {
  'Iterator<T> iterator()': (_, self: ApexList | ApexSet) => new ApexIterator([...self], elementOf(self.type))
});

export const collatorClass = libraryClass('System.Collator', {
  'Integer compare(String a, String b)': (tx, self: ApexCollator, a: string, b: string) => self.compare(tx, a, b),
  'static Collator getInstance()': () => new ApexCollator()
});

export const collectionClasses = [listClass, setClass, mapClass, iteratorClass, iterableClass, collatorClass];

export function isProjectObject(value: unknown): value is ApexObject {
  return value instanceof ApexObject && !(value instanceof PlatformObject);
}
