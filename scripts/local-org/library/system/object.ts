import { ApexObject, EnumValue, debugText, equalsDeep, hashOf, throwApex } from '../../values/index.ts';
import { libraryClass } from '../define.ts';

/** Methods that every value has: `o.equals(x)`, `o.hashCode()`, `o.toString()`. */
export const objectClass = libraryClass('System.Object', {
  'Boolean equals(Object other)': (_, self, other) =>
    self instanceof ApexObject && !self.$equals ? self === other : equalsDeep(self, other),
  'Integer hashCode()': (_, self) => hashOf(self),
  'String toString()': (_, self) => debugText(self)
});

/** Instance methods of every enum. `values()` and `valueOf` need the type: see `enumValueOf`. */
export const enumClass = libraryClass('System.Enum', {
  'String name()': (_, self: EnumValue) => self.name,
  'Integer ordinal()': (_, self: EnumValue) => self.ordinal,
  'Boolean equals(Object other)': (_, self: EnumValue, other) => self === other,
  'Integer hashCode()': (_, self: EnumValue) => hashOf(self),
  'String toString()': (_, self: EnumValue) => self.name
});

/** `Season.valueOf('WINTER')`, any case. Throws NoSuchElementException with the platform's text. */
export function enumValueOf(typeName: string, values: readonly EnumValue[], name: string): EnumValue {
  const found = values.find((v) => v.name.toLowerCase() === name.toLowerCase());
  return found ?? throwApex('System.NoSuchElementException', `No enum constant ${typeName}.${name}`);
}
