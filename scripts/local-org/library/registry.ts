import type { PlatformClass } from '../contracts/library.ts';
import type { RuntimeType } from '../contracts/program.ts';
import { ApexObject, EnumValue, debugText, platformType } from '../values/index.ts';
import { platformClasses } from './signatures/additions.ts';

let byName: Map<string, PlatformClass> | undefined;

/** A platform class by qualified name, or by its bare name when it is in `System`; any case. */
export function platformClass(name: string): PlatformClass | undefined {
  byName ??= new Map(platformClasses().map((c) => [c.name.toLowerCase(), c]));
  const key = name.toLowerCase();
  return byName.get(key) ?? byName.get(`system.${key}`);
}

const enums = new Map<string, readonly EnumValue[]>();

/** The values of a platform enum, in order. Throws for a name that is no platform enum. */
export function platformEnumValues(typeName: string): readonly EnumValue[] {
  const key = typeName.toLowerCase();
  let values = enums.get(key);
  if (!values) {
    const c = platformClass(typeName);
    if (!c?.enumValues) throw new Error(`${typeName} is no platform enum`);
    values = c.enumValues.map((name, i) => new EnumValue(c.name, name, i));
    enums.set(key, values);
  }
  return values;
}

/** One value of a platform enum: the same object each time. Throws for a name that is none. */
export function platformEnum(typeName: string, name: string): EnumValue {
  const value = platformEnumValues(typeName).find((v) => v.name.toLowerCase() === name.toLowerCase());
  if (!value) throw new Error(`${typeName} has no value ${name}`);
  return value;
}

/** The run-time type of a platform class, with everything that an instance may be cast to. */
export function runtimeTypeOf(name: string): RuntimeType {
  const c = platformClass(name);
  if (!c) throw new Error(`${name} is no platform type`);
  return platformType(c.name, c.kind, c.kind === 'enum' ? [] : supers(c));
}

function supers(c: PlatformClass): string[] {
  const out: string[] = [];
  for (const name of [c.superclass, ...c.interfaces]) {
    if (name === undefined) continue;
    out.push(name);
    const parent = platformClass(name);
    if (parent) out.push(parent.name, ...supers(parent));
  }
  return out;
}

/** Base of the instances of platform classes. A subclass is tied to its Apex type with `describe`. */
export abstract class PlatformObject extends ApexObject {
  static for(this: { prototype: object }, name: string): void {
    Object.defineProperty(this.prototype, '$type', { get: () => runtimeTypeOf(name), configurable: true });
  }
}

/** An instance of a platform class that only carries values: results, options, messages. */
export class Bean extends PlatformObject {
  readonly typeName: string;
  private readonly data = new Map<string, { readonly name: string; value: unknown }>();

  constructor(typeName: string, data: Iterable<readonly [string, unknown]> = []) {
    super();
    this.typeName = typeName;
    for (const [name, value] of data) this.set(name, value);
    Object.defineProperty(this, '$type', { value: runtimeTypeOf(typeName) });
  }

  /** Null when never set. */
  get(name: string): unknown {
    return this.data.get(name.toLowerCase())?.value ?? null;
  }

  set(name: string, value: unknown): void {
    this.data.set(name.toLowerCase(), { name, value });
  }

  /** What has been set, by the names it was set with. */
  *named(): Generator<[string, unknown], void, undefined> {
    for (const { name, value } of this.data.values()) yield [name, value];
  }
}

const getters = new Map<string, readonly string[]>();

/** The methods of a class that tell a value: `getErrors`, `isSuccess`. */
function gettersOf(typeName: string): readonly string[] {
  let names = getters.get(typeName);
  if (!names) {
    const methods = platformClass(typeName)?.methods ?? [];
    names = methods
      .filter((m) => m.params.length === 0 && /^(get|is)[A-Z]/.test(m.name))
      .map((m) => m.name)
      .sort();
    getters.set(typeName, names);
  }
  return names;
}

/** One that shows its values in text as debug logs have it: `Database.SaveResult[getErrors=();getId=001...;isSuccess=true;]`. */
export class ResultBean extends Bean {
  override $toString(): string {
    const said = gettersOf(this.typeName).map(
      (name) => `${name}=${debugText(this.get(name.replace(/^(get|is)/, '')))};`
    );
    return `${this.typeName}[${said.join('')}]`;
  }
}
