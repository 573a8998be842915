import type { RuntimeType } from '../../contracts/program.ts';
import type { Schema } from '../../contracts/schema.ts';
import { platformClass, runtimeTypeOf } from '../../library/index.ts';
import {
  ApexDate,
  ApexDatetime,
  Boxed,
  ApexList,
  ApexSet,
  Decimal,
  apexError,
  isInstance,
  listType,
  mapType,
  platformType,
  primitives,
  setType,
  sobjectType,
  toId,
  typeOf
} from '../../values/index.ts';
import { splitTypes } from '../emit/index.ts';

/** Finds run-time types by the text that Apex writes, in any case: `List<Outer.Inner>`, `ns.Cls`, `ns__Cls`. */
export class TypeRegistry {
  private readonly schema: Schema;
  private readonly project: (name: string) => RuntimeType | undefined;
  private readonly byText = new Map<string, RuntimeType>();
  private version = -1;

  constructor(schema: Schema, project: (name: string) => RuntimeType | undefined) {
    this.schema = schema;
    this.project = project;
  }

  /** Throws for a text that names nothing. */
  get(text: string): RuntimeType {
    const type = this.find(text);
    if (!type) throw new Error(`no run-time type ${text}`);
    return type;
  }

  find(text: string): RuntimeType | undefined {
    if (this.version !== this.schema.version) this.byText.clear();
    this.version = this.schema.version;
    let type = this.byText.get(text);
    if (!type) {
      type = this.resolve(text.trim());
      if (type) this.byText.set(text, type);
    }
    return type;
  }

  /** Project types may come and go with anonymous blocks and new versions. */
  forget(): void {
    this.byText.clear();
  }

  private resolve(text: string): RuntimeType | undefined {
    if (text.endsWith('[]')) return this.collection('list', [text.slice(0, -2)]);
    const generic = /^([\w.]+)\s*<(.*)>$/.exec(text);
    if (generic) return this.generic(generic[1] as string, splitTypes(generic[2] as string));
    return (
      primitiveNamed(text) ??
      this.project(text) ??
      this.withoutNamespace(text) ??
      this.sobject(text) ??
      platformNamed(text)
    );
  }

  private generic(base: string, args: string[]): RuntimeType | undefined {
    const key = base.toLowerCase();
    if (key === 'list' || key === 'set' || key === 'map') return this.collection(key, args);
    const platform = platformNamed(base);
    if (!platform) return undefined;
    const types = args.map((a) => this.find(a)?.name ?? a);
    return platformType(
      `${platform.name}<${types.join(',')}>`,
      platform.kind as 'class' | 'interface',
      platform.supers
    );
  }

  private collection(kind: 'list' | 'set' | 'map', args: string[]): RuntimeType | undefined {
    const [first, second] = args.map((a) => this.find(a));
    if (!first) return undefined;
    if (kind === 'list') return listType(first);
    if (kind === 'set') return setType(first);
    return second ? mapType(first, second) : undefined;
  }

  private withoutNamespace(text: string): RuntimeType | undefined {
    const ns = this.schema.namespace;
    if (ns === null) return undefined;
    const key = text.toLowerCase();
    for (const prefix of [`${ns}.`, `${ns}__`])
      if (key.startsWith(prefix.toLowerCase())) return this.project(text.slice(prefix.length));
    return undefined;
  }

  private sobject(text: string): RuntimeType | undefined {
    const name = text.replace(/^schema\./i, '');
    if (name.toLowerCase() === 'aggregateresult') return sobjectType('AggregateResult');
    const info = this.schema.object(name);
    return info ? sobjectType(info.name) : undefined;
  }
}

/** What methods without a value return; `void.class` names it. */
const VOID: RuntimeType = { name: 'void', kind: 'primitive', source: 'platform', supers: new Set(['void']) };

const PRIMITIVES = new Map(Object.entries(primitives).map(([name, type]) => [name.toLowerCase(), type]));

function primitiveNamed(text: string): RuntimeType | undefined {
  const name = text.toLowerCase().replace(/^system\./, '');
  return name === 'void' ? VOID : PRIMITIVES.get(name);
}

function platformNamed(text: string): RuntimeType | undefined {
  const known = platformClass(text);
  return known ? runtimeTypeOf(known.name) : undefined;
}

export const isA = isInstance;

export const isAOrNull = (value: unknown, type: RuntimeType): boolean =>
  value === null || value === undefined || isInstanceOf(value, type);

/** `x instanceof T`. A list of records is an instance of SObject too, as a public suite shows; it is not cast to one. */
export function isInstanceOf(value: unknown, type: RuntimeType): boolean {
  const isRecords = value instanceof ApexList && value.type.element?.kind === 'sobject';
  return (isRecords && type.name === 'SObject') || isInstance(value, type);
}

/** A cast: null passes, a box is opened, numbers widen. Throws TypeException `Invalid conversion from runtime type X to Y`. */
export function cast(value: unknown, type: RuntimeType): unknown {
  if (value === null || value === undefined) return null;
  if (type.ctor && value instanceof (type.ctor as unknown as new () => object)) return value;
  if (type.kind === 'object') return value;
  if (isA(value, type)) return type.kind === 'primitive' ? opened(value, type) : ofElements(value, type);
  throw apexError(
    'System.TypeException',
    `Invalid conversion from runtime type ${displayName(typeOf(value))} to ${displayName(type)}`
  );
}

/** A `List<Decimal>` may be cast to a `List<Double>`: here its numbers are other values, so that it becomes a list of its own. */
function ofElements(value: unknown, type: RuntimeType): unknown {
  const of = type.element;
  if (!(value instanceof ApexList) || of?.kind !== 'primitive' || value.type.element === of) return value;
  if (value.type.element?.kind !== 'primitive' || !NUMBERS.has(of.name)) return value;
  return new ApexList(
    type,
    value.items.map((item) => (item === null ? null : opened(item, of)))
  );
}

const NUMBERS = new Set(['Double', 'Decimal']);

/** A primitive out of its box, as a variable of the type holds it. */
export function opened(value: unknown, type: RuntimeType): unknown {
  const plain = value instanceof Boxed ? value.value : value;
  if (type.name === 'Id') return toId(plain as string);
  if (type.name === 'Datetime' && plain instanceof ApexDate) return new ApexDatetime(plain.days * 86_400_000);
  if (type.name === 'Decimal' && typeof plain === 'number')
    return value instanceof Boxed && value.type === 'Double' ? Decimal.ofDouble(plain) : Decimal.of(plain);
  if (type.name === 'Double' && plain instanceof Decimal) return plain.toNumber();
  if (type.name === 'Decimal' && typeof plain === 'bigint') return Decimal.of(plain);
  return plain;
}

/** Objects in collections are `ANY` in texts of errors (seen, in no page); a class has its namespace, `System` too (public suites show both). */
function displayName(type: RuntimeType): string {
  return type.source === 'platform'
    ? type.name.replace(/(?<=[<,])Object(?=[,>])/g, 'ANY')
    : [type.namespace, type.name.replace(/__sfdc_ApexStub$/, '')].filter(Boolean).join('.');
}

/** The elements of a for-each over a collection that is no list. */
export function each(value: ApexList | ApexSet): Iterable<unknown> {
  return value[Symbol.iterator]();
}

/** The same over what the collection holds now, whatever the loop does to it. */
export function eachKept(value: ApexList | ApexSet): Iterable<unknown> {
  return [...each(value)];
}
