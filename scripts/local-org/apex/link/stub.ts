import type { RuntimeType } from '../../contracts/program.ts';
import { typeToken } from '../../library/index.ts';
import {
  ApexList,
  ApexObject,
  box,
  listType,
  objectType,
  platformType,
  stringType,
  throwApex
} from '../../values/index.ts';
import type { MethodData } from '../emit/index.ts';
import { answerCollections, jsClassOf, parentOf } from './classes.ts';
import type { ClassEntry, ClassLookup, JsClass, Methods } from './classes.ts';
import { cast } from './types.ts';

/** How a stub asks: `StubProvider.handleMethodCall` of its provider, called with Apex values. */
export type StubHandler = (
  provider: object,
  args: readonly [object, string, unknown, ApexList, ApexList, ApexList]
) => unknown;

const stubs = new WeakMap<ClassEntry, JsClass>();

/** A field of the stub like any other: a job that is queued takes a copy of the provider along with the stub. */
interface Stub {
  $provider?: object;
}

/** An instance of a subclass of the type, made once per type; no constructor of the type runs. */
export function makeStub(entry: ClassEntry, support: ClassLookup, provider: object, handler: StubHandler): object {
  checkStubbable(entry);
  let made = stubs.get(entry);
  if (!made) stubs.set(entry, (made = stubClass(entry, support, handler)));
  const stub: Stub = new made();
  stub.$provider = provider;
  return stub;
}

function stubClass(entry: ClassEntry, support: ClassLookup, handler: StubHandler): JsClass {
  const parent = entry.data.form === 'interface' ? (ApexObject as unknown as JsClass) : jsClassOf(entry, support);
  const made = { [`${entry.data.name}Stub`]: class extends parent {} }[`${entry.data.name}Stub`] as JsClass;
  const name = `${entry.data.name}__sfdc_ApexStub`;
  Object.defineProperty(made.prototype, '$type', {
    value: { ...platformType(name, 'class'), source: 'project', supers: new Set([name, ...entry.type.supers]) }
  });
  const typeList = platformType('System.Type', 'class');
  const methods = [...stubbedMethods(entry, support)];
  for (const m of methods) (made.prototype as Methods)[m.jsName] = stubMethod(m, support, typeList, handler);
  answerCollections(made.prototype as Methods, methods);
  return made;
}

/** Apex Developer Guide, Build a Mocking Framework with the Stub API: what cannot be mocked. The texts are assumed. */
function checkStubbable({ data }: ClassEntry): void {
  if (data.form !== 'class') return;
  if (data.name.includes('.')) throwApex('System.TypeException', `Cannot stub the inner class ${data.name}`);
  if (data.constructors.length > 0 && data.constructors.every((c) => c.access === 'private'))
    throwApex('System.TypeException', `Cannot stub ${data.name}, which has only private constructors`);
}

/** Public and protected instance methods, inherited ones and those of interfaces included. */
function stubbedMethods(entry: ClassEntry, lookup: ClassLookup): Iterable<MethodData> {
  const all = new Map<string, MethodData>();
  const collect = (e: ClassEntry | null): void => {
    if (!e) return;
    for (const m of e.data.methods) if (!m.static && m.access !== 'private' && !all.has(m.jsName)) all.set(m.jsName, m);
    collect(parentOf(e, lookup));
    for (const i of e.data.interfaces) if (i.source === 'project') collect(lookup.entry(i.name) ?? null);
  };
  collect(entry);
  return all.values();
}

function stubMethod(
  m: MethodData,
  support: ClassLookup,
  typeOfType: RuntimeType,
  handler: StubHandler
): (...args: unknown[]) => unknown {
  return function (this: Stub, ...args: unknown[]): unknown {
    if (!this.$provider) throw new Error(`a stub of ${m.name} without provider`);
    const returns = typeToken(support.type(m.returns));
    const types = new ApexList(
      listType(typeOfType),
      m.params.map((p) => typeToken(support.type(p.type)))
    );
    const names = new ApexList(
      listType(stringType),
      m.params.map((p) => p.name)
    );
    const values = new ApexList(
      listType(objectType),
      args.map((arg, i) => box(arg, m.params[i]?.type ?? 'Object'))
    );
    const result = handler(this.$provider, [this, m.name, returns, types, names, values]);
    return m.returns === 'void' ? null : cast(result, returns.of);
  };
}
