import type { Long } from './long.ts';

/** A Double, Long or Id whose static type is Object, so that `instanceof`, casts and JSON can tell it apart. */
export class Boxed {
  readonly type: 'Double' | 'Long' | 'Id';
  readonly value: Long | string;

  constructor(type: 'Double' | 'Long' | 'Id', value: Long | string) {
    this.type = type;
    this.value = value;
  }
}

/** A value of the named static type becoming an Object. Other types are told by their JavaScript value. */
export function box(value: unknown, typeName: string): unknown {
  if (value === null || value === undefined) return null;
  if (typeName !== 'Double' && typeName !== 'Long' && typeName !== 'Id') return value;
  return value instanceof Boxed ? value : new Boxed(typeName, value as Long | string);
}

export function unbox(value: unknown): unknown {
  return value instanceof Boxed ? value.value : value;
}
