import type { RuntimeType } from '../contracts/program.ts';

/**
 * Base of every emitted class and of the library's platform classes. The linker sets `$type` on the prototype. A class
 * with Apex methods `equals(Object)` and `hashCode()` also gets `$equals` and `$hashCode`, one with `toString()` gets
 * `$toString`, so that collections and text can use them without knowing how methods are named.
 */
export abstract class ApexObject {
  declare readonly $type: RuntimeType;
  $equals?(other: unknown): boolean;
  $hashCode?(): number;
  $toString?(): string;
}

/** One value of an enum, frozen; compared by identity. */
export class EnumValue {
  /** Qualified type name: `Outer.Season`, `System.RoundingMode`. */
  readonly typeName: string;
  readonly name: string;
  readonly ordinal: number;

  constructor(typeName: string, name: string, ordinal: number) {
    this.typeName = typeName;
    this.name = name;
    this.ordinal = ordinal;
    Object.freeze(this);
  }

  toString(): string {
    return this.name;
  }
}

let counter = 0;
const identities = new WeakMap<object, number>();

/** A number that stays with an object: the hash code of objects that define none. */
export function identityHash(value: object): number {
  let n = identities.get(value);
  if (n === undefined) identities.set(value, (n = (Math.imul(++counter, 0x9e3779b1) >>> 1) | 0));
  return n;
}
