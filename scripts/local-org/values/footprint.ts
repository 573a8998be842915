import { ApexBlob } from './blob.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { ApexObject } from './object.ts';
import { SObject } from './sobject.ts';

/**
 * Bytes of values, assumed: the platform does not say what it counts. A character takes one byte, a number or date up to
 * eight, a reference four. What is reached twice counts once.
 */
const REFERENCE = 4;
const OBJECT = 8;
const NUMBER = 4;
const WIDE = 8;

/** Bytes of everything that the values reach, ending early after `most` of them. */
export function footprint(roots: Iterable<unknown>, most = Infinity): number {
  const seen = new Set<object>();
  const waiting: unknown[] = [...roots];
  let bytes = 0;
  for (let n = 0; waiting.length > 0 && n < most; n++) {
    const value = waiting.pop();
    if (typeof value === 'object' && value !== null) {
      if (seen.has(value)) continue;
      seen.add(value);
      bytes += ofObject(value, waiting);
    } else bytes += ofPrimitive(value);
  }
  return bytes;
}

function ofPrimitive(value: unknown): number {
  if (typeof value === 'string') return REFERENCE + value.length;
  if (typeof value === 'bigint') return WIDE;
  return value === undefined ? 0 : NUMBER;
}

/** The object's own bytes; what it holds goes to `waiting`. */
function ofObject(value: object, waiting: unknown[]): number {
  if (value instanceof ApexList) return OBJECT + push(waiting, value.items);
  if (value instanceof ApexSet) return OBJECT + push(waiting, value.toArray());
  if (value instanceof ApexMap) return OBJECT + push(waiting, value.keys()) + push(waiting, value.values());
  if (value instanceof ApexBlob) return OBJECT + value.size;
  if (value instanceof SObject) return OBJECT + push(waiting, value.v) + push(waiting, value.rel?.values() ?? []);
  // Objects of the library hold what is the org's own, which is nobody's heap.
  if (value instanceof ApexObject && value.$type.source === 'project')
    return OBJECT + push(waiting, Object.values(value));
  return WIDE;
}

function push(waiting: unknown[], values: Iterable<unknown>): number {
  for (const value of values) waiting.push(value);
  return 0;
}

/** Members looked at when the size of many is estimated. */
const SAMPLES = 8;
const SAMPLED_VALUES = 64;

/** About how many bytes an array's members from `from` on take, by a sample of them. */
export function estimate(items: readonly unknown[], from = 0): number {
  const count = items.length - from;
  const step = Math.max(1, Math.floor(count / SAMPLES));
  const sample: unknown[] = [];
  for (let i = from; i < items.length; i += step) sample.push(items[i]);
  return sample.length === 0 ? 0 : Math.round((footprint(sample, SAMPLED_VALUES) / sample.length) * count);
}
