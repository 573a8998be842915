import { ApexException, ApexList, ApexMap, ApexObject, ApexSet, SObject } from '../values/index.ts';

/**
 * A job is stored when it is queued: later changes of the caller's object do not reach it. Instances of project classes,
 * collections and records are copied; values that never change, and instances of platform classes, are shared.
 */
export function copyJob<T>(job: T): T {
  return copy(job, new Map()) as T;
}

function copy(value: unknown, done: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const known = done.get(value);
  if (known !== undefined) return known;
  if (value instanceof SObject) return copySObject(value, done);
  if (value instanceof ApexList) return fillList(value, done);
  if (value instanceof ApexSet) return fillSet(value, done);
  if (value instanceof ApexMap) return copyMap(value, done);
  if (value instanceof ApexObject && !(value instanceof ApexException) && value.$type?.source === 'project')
    return copyInstance(value, done);
  return value;
}

function copySObject(value: SObject, done: Map<object, unknown>): SObject {
  const made = value.clone(true, true, true, true);
  made.queried = value.queried;
  done.set(value, made);
  return made;
}

function fillList(value: ApexList, done: Map<object, unknown>): ApexList {
  const made = new ApexList(value.type);
  done.set(value, made);
  for (const item of value.items) made.items.push(copy(item, done));
  return made;
}

function fillSet(value: ApexSet, done: Map<object, unknown>): ApexSet {
  const made = new ApexSet(
    value.type,
    value.toArray().map((item) => copy(item, done))
  );
  done.set(value, made);
  return made;
}

/** The maps of describe find their keys in any case, and hold only what never changes. */
function copyMap(value: ApexMap, done: Map<object, unknown>): ApexMap {
  if (value.constructor === ApexMap) return fillMap(value, done);
  const made = value.clone();
  done.set(value, made);
  return made;
}

function fillMap(value: ApexMap, done: Map<object, unknown>): ApexMap {
  const made = new ApexMap(
    value.type,
    [...value.pairs()].map(([key, each]) => [copy(key, done), copy(each, done)] as const)
  );
  done.set(value, made);
  return made;
}

function copyInstance(value: ApexObject, done: Map<object, unknown>): object {
  const made = Object.create(Object.getPrototypeOf(value) as object) as Record<string, unknown>;
  done.set(value, made);
  for (const [name, each] of Object.entries(value)) made[name] = copy(each, done);
  return made;
}
