import type { Type } from '../../contracts/bound.ts';

/** Words that JavaScript keeps for itself and Apex allows as names of variables. */
const RESERVED = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for ' +
    'function if implements import in instanceof interface let new null package private protected public return static super switch ' +
    'this throw true try typeof undefined var void while with yield NaN Infinity globalThis'
  ).split(' ')
);

/** A local variable's name; every name of the emitter itself begins with `$`. */
export function localName(jsName: string): string {
  return RESERVED.has(jsName) ? `$v_${jsName}` : jsName;
}

/** The property that holds a field, or the backing field of a property. */
export function fieldName(name: string): string {
  return `_${name.toLowerCase()}`;
}

/** With the class behind the name, for a member that stands beside one of the same name in a superclass. */
export function ownedName(name: string, owner: string): string {
  return `${name}$${owner.replaceAll('.', '$')}`;
}

interface Member {
  readonly name: string;
  readonly hides?: boolean;
}

export function getterName(property: Member, owner: string): string {
  const plain = `$g_${property.name.toLowerCase()}`;
  return property.hides === true ? ownedName(plain, owner) : plain;
}

export function setterName(property: Member, owner: string): string {
  const plain = `$s_${property.name.toLowerCase()}`;
  return property.hides === true ? ownedName(plain, owner) : plain;
}

/**
 * The name of an emitted function, from which a stack frame reads where it is: `Class$Outer$Inner$bar` is
 * `Class.Outer.Inner.bar`. `_init_` and `_clinit_` stand for constructors and static initialisers.
 */
export function frameLabel(typeName: string, member: string): string {
  return `Class$${typeName.replaceAll('.', '$')}$${member}`;
}

export function text(value: string): string {
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** The name of a primitive type, else an empty text. */
export function primitiveOf(type: Type): string {
  return type.kind === 'primitive' ? type.name : '';
}

/** A standard object is named with its namespace, so that a class of the same name is not meant. */
export function runtimeText(type: Type): string {
  switch (type.kind) {
    case 'sobject':
      return type.object === null || type.object.includes('__') || type.object === 'AggregateResult'
        ? type.text
        : `Schema.${type.object}`;
    case 'list':
      return `List<${runtimeText(type.element)}>`;
    case 'set':
      return `Set<${runtimeText(type.element)}>`;
    case 'map':
      return `Map<${runtimeText(type.key)},${runtimeText(type.value)}>`;
    default:
      return type.text;
  }
}
