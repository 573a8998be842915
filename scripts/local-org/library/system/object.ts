import {
  ApexList,
  ApexObject,
  EnumValue,
  apexEquals,
  debugText,
  hashOf,
  listType,
  throwApex
} from '../../values/index.ts';
import { libraryClass } from '../define.ts';
import { platformEnumValues } from '../registry.ts';
import type { ApexType } from './type.ts';

/** Methods that every value has: `o.equals(x)`, `o.hashCode()`, `o.toString()`. */
export const objectClass = libraryClass('System.Object', {
  /** Of two Strings known only as Objects the case does not matter, as a public suite shows; `String.equals` minds it. */
  'Boolean equals(Object other)': (_, self, other) =>
    self instanceof ApexObject && !self.$equals ? self === other : apexEquals(self, other),
  'Integer hashCode()': (_, self) => hashOf(self),
  'String toString()': (_, self) => debugText(self),
  'Object clone()': (_, self: object) =>
    Object.assign(Object.create(Object.getPrototypeOf(self) as object) as object, self)
});

function valuesOf({ of }: ApexType): readonly EnumValue[] {
  return of.source === 'project' ? ((of.enumValues ?? []) as readonly EnumValue[]) : platformEnumValues(of.name);
}

/** Methods of every enum; for the static ones `self` is the enum's `System.Type`. */
export const enumClass = libraryClass('System.Enum', {
  'String name()': (_, self: EnumValue) => self.name,
  'Integer ordinal()': (_, self: EnumValue) => self.ordinal,
  'Boolean equals(Object other)': (_, self: EnumValue, other) => self === other,
  'Integer hashCode()': (_, self: EnumValue) => hashOf(self),
  'String toString()': (_, self: EnumValue) => self.name,
  'static List<Object> values()': (_, self: ApexType) => new ApexList(listType(self.of), [...valuesOf(self)]),
  'static Object valueOf(String name)': (_, self: ApexType, name: string) =>
    enumValueOf(self.of.name, valuesOf(self), name)
});

/** `Season.valueOf('WINTER')`, any case. Throws NoSuchElementException with the platform's text. */
export function enumValueOf(typeName: string, values: readonly EnumValue[], name: string | null): EnumValue {
  const found = values.find((v) => v.name.toLowerCase() === name?.toLowerCase());
  return found ?? throwApex('System.NoSuchElementException', `No enum constant ${typeName}.${name}`);
}
