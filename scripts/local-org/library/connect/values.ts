import type { LibraryClass, PlatformClass } from '../../contracts/library.ts';
import { debugText, equalsDeep, hashOf } from '../../values/index.ts';
import { fields, libraryClass, type Members } from '../define.ts';
import { Bean } from '../registry.ts';
import { platformClasses } from '../signatures/additions.ts';

/**
 * An input or output of Connect in Apex: "properties are compared", and of outputs build versions, which here are all the same
 * (ConnectApi Namespace, Versioning and Equality Checking in ConnectApi Classes).
 */
class ConnectValue extends Bean {
  override $equals(other: unknown): boolean {
    if (!(other instanceof ConnectValue) || other.typeName !== this.typeName) return false;
    return this.names(other).every((name) => equalsDeep(this.get(name), other.get(name)));
  }

  override $hashCode(): number {
    const set = [...this.named()].filter(([, value]) => value !== null);
    return set.reduce((sum, [name, value]) => (sum + hashOf(name.toLowerCase()) * hashOf(value)) | 0, 0);
  }

  private names(other: ConnectValue): string[] {
    return [...this.named(), ...other.named()].map(([name]) => name);
  }
}

/** Methods that each of these classes lists, or does not. */
const METHODS: Members = {
  'Boolean equals(Object other)': (_, self: ConnectValue, other) => self.$equals(other),
  'Integer hashCode()': (_, self: ConnectValue) => self.$hashCode(),
  'String toString()': (_, self: ConnectValue) => debugText(self)
};

/** Inputs and outputs of Connect in Apex, which only carry values; the methods that take and give them are refused by name. */
export const connectValues: readonly LibraryClass[] = platformClasses()
  .filter((c) => c.name.startsWith('ConnectApi.') && c.kind === 'class' && isData(c))
  .map(connectValue);

function isData(c: PlatformClass): boolean {
  return (
    !c.name.endsWith('Exception') &&
    c.constructors.some(({ params }) => params.length === 0) &&
    !c.methods.some((m) => m.static)
  );
}

function connectValue(c: PlatformClass): LibraryClass {
  const own = c.fields.filter((f) => !f.static).map((f) => `${f.type} ${f.name}`);
  const listed = Object.entries(METHODS).filter(([text]) => c.methods.some((m) => text.includes(` ${m.name}(`)));
  const made = { [`${c.name.split('.').pop()}()`]: () => new ConnectValue(c.name) };
  return libraryClass(c.name, fields(...own), made, Object.fromEntries(listed));
}
