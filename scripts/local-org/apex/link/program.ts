import { Script } from 'node:vm';
import type { Program, RuntimeType, TriggerCode } from '../../contracts/program.ts';
import type { Schema } from '../../contracts/schema.ts';
import type { Transaction, TriggerContext } from '../../contracts/transaction.ts';
import { ApexList, apexError, heap, typeOf } from '../../values/index.ts';
import { copyJob } from '../../async/index.ts';
import type { EmittedUnit, MethodData } from '../emit/index.ts';
import { jsClassOf, layOut, newEntry, parentOf } from './classes.ts';
import type { ClassEntry, ClassLookup, Methods, UnitCode } from './classes.ts';
import { STACK_FRAMES, translate } from './errors.ts';
import { createRuntime, projectMethod, staticsOf } from './runtime.ts';
import type { Linking, Runtime } from './runtime.ts';
import { makeStub } from './stub.ts';
import { TypeRegistry, isA } from './types.ts';

export interface ProgramOptions {
  readonly schema: Schema;
  readonly units: readonly EmittedUnit[];
  /** Compiles an anonymous block; absent: `execute` throws. */
  readonly compileAnonymous?: (source: string) => EmittedUnit;
  readonly coverage?: boolean;
}

/** A program that grows: a deploy defines units again, under their old names. */
export interface LocalProgram extends Program {
  define(units: readonly EmittedUnit[]): void;
  /** Forgets which lines ran. */
  clearCoverage(): void;
}

/** Links emitted units. Throws where a unit names a class, field or object that is not there. */
export function createProgram(options: ProgramOptions): LocalProgram {
  Error.stackTraceLimit = Math.max(Error.stackTraceLimit, STACK_FRAMES);
  const program = new LinkedProgram(options);
  program.define(options.units);
  return program;
}

interface LinkedUnit {
  readonly unit: EmittedUnit;
  readonly covered: Uint8Array;
  script: (() => unknown) | null;
}

class LinkedProgram implements LocalProgram {
  private readonly options: ProgramOptions;
  private readonly entries = new Map<string, ClassEntry>();
  private readonly units = new Map<string, LinkedUnit>();
  private readonly triggers = new Map<string, TriggerCode[]>();
  private readonly types: TypeRegistry;
  private readonly lookup: ClassLookup;
  private readonly $: Runtime;
  private classCount = 0;
  /** Classes that triggers declare inside; of several with one name the last. */
  private readonly ofTriggers = new Map<string, ClassEntry>();
  /** Classes of the anonymous block that runs. */
  private anonymous: ReadonlyMap<string, ClassEntry> = new Map();

  constructor(options: ProgramOptions) {
    this.options = options;
    this.types = new TypeRegistry(options.schema, (name) => this.lookup.entry(name)?.type);
    this.lookup = {
      namespace: options.schema.namespace,
      entry: (name) => {
        const key = name.toLowerCase();
        return this.entries.get(key) ?? this.anonymous.get(key) ?? this.ofTriggers.get(key);
      },
      type: (text) => this.types.get(text),
      statics: (entry) => staticsOf(this.$, entry)
    };
    this.$ = createRuntime(options.schema, this.types, this.lookup);
  }

  /** Units that name a class hold its JavaScript class: when one is defined again, all are linked again. */
  define(units: readonly EmittedUnit[]): void {
    const names = new Set(units.map(unitKey));
    const kept = [...this.units].filter(([key]) => !names.has(key)).map(([, linked]) => linked.unit);
    const again = kept.length < this.units.size;
    this.linkAll(again ? [...kept, ...units] : units);
  }

  private linkAll(units: readonly EmittedUnit[]): void {
    const codes = units.map((unit) => ({ unit, code: evaluate(unit) }));
    const own = new Map(codes.map(({ unit, code }) => [unit, this.declareTypes(unit, code)]));
    this.types.forget();
    for (const { unit, code } of codes) {
      const entry = (key: string) => own.get(unit)?.get(key) ?? this.entries.get(key);
      const linked = this.link(unit, code, (name) => entry(name.toLowerCase()));
      this.units.set(unitKey(unit), linked);
    }
    this.rebuildTriggers();
    for (const entry of this.entries.values()) {
      layOut(entry.methods);
      this.queueFutures(entry);
    }
  }

  /** A call of a `@future` method only queues it, with its arguments as they are now (Future Annotation). */
  private queueFutures({ data, methods }: ClassEntry): void {
    for (const m of data.methods) {
      const run = methods[m.jsName];
      if (!run || !m.annotations.some((a) => a.name.toLowerCase() === 'future')) continue;
      const label = `${data.name}.${m.name}`;
      methods[m.jsName] = (...args: unknown[]) =>
        this.queueFuture(
          label,
          m.params.map((p) => p.type),
          run,
          args
        );
    }
  }

  private queueFuture(
    label: string,
    types: readonly string[],
    run: (...args: unknown[]) => unknown,
    args: readonly unknown[]
  ): void {
    const { tx } = this.$;
    if (tx.kind === 'future' || tx.kind === 'batch')
      throw apexError(
        'System.AsyncException',
        `Future method cannot be called from a future or batch method: ${label}(${types.join(', ')})`
      );
    const kept = args.map((arg) => copyJob(arg));
    tx.org.async.enqueueFuture(tx, label, (later) => void this.enter(later, () => run(...kept)));
  }

  /** Classes are the program's; what a trigger declares inside is its own. */
  private declareTypes(unit: EmittedUnit, code: UnitCode): ReadonlyMap<string, ClassEntry> {
    const own = new Map<string, ClassEntry>();
    this.declare(unit, code, unit.kind === 'class' ? this.entries : own);
    for (const [key, entry] of own) this.ofTriggers.set(key, entry);
    return own;
  }

  private declare(unit: EmittedUnit, code: UnitCode, into: Map<string, ClassEntry>): void {
    unit.types.forEach((data, i) => {
      const index = into.get(data.name.toLowerCase())?.index ?? this.classCount++;
      into.set(data.name.toLowerCase(), newEntry(unit, i, index, code, this.lookup));
    });
  }

  private link(unit: EmittedUnit, code: UnitCode, entry: (name: string) => ClassEntry | undefined): LinkedUnit {
    const covered = new Uint8Array((unit.lines.at(-1) ?? 0) + 1);
    const linking: Linking = { unit, covered, entry, script: null };
    const before = this.$.linking;
    this.$.linking = linking;
    try {
      code.f(this.$);
    } finally {
      this.$.linking = before;
    }
    return { unit, covered, script: linking.script };
  }

  private rebuildTriggers(): void {
    this.triggers.clear();
    for (const { unit, script } of this.units.values()) {
      if (!unit.trigger || !script) continue;
      const key = this.objectKey(unit.trigger.object);
      const list = this.triggers.get(key) ?? [];
      list.push(this.triggerCode(unit, script));
      this.triggers.set(key, list);
    }
  }

  private objectKey(name: string): string {
    return (this.options.schema.object(name)?.name ?? name).toLowerCase();
  }

  private triggerCode(unit: EmittedUnit, script: () => unknown): TriggerCode {
    const run = (tx: Transaction, context: TriggerContext): void => this.runTrigger(tx, context, script);
    return {
      name: unit.name,
      object: unit.trigger?.object ?? '',
      events: new Set(unit.trigger?.events) as TriggerCode['events'],
      run
    };
  }

  /** A trigger runs in system mode without sharing, whoever saved the record. */
  private runTrigger(tx: Transaction, context: TriggerContext, script: () => unknown): void {
    const { sharing, accessMode } = tx;
    tx.triggerStack.push(context);
    tx.sharing = 'without';
    try {
      this.enter(tx, script);
    } finally {
      tx.triggerStack.pop();
      tx.sharing = sharing;
      tx.accessMode = accessMode;
    }
  }

  /** Runs Apex in a transaction; what leaves it is an Apex exception where Apex can have made it. */
  private enter<T>(tx: Transaction, run: () => T): T {
    const before = this.$.tx;
    const counting = heap.account;
    this.$.tx = tx;
    heap.account = tx.heap;
    try {
      return run();
    } catch (error) {
      throw translate(error);
    } finally {
      this.$.tx = before;
      heap.account = counting;
    }
  }

  type(name: string): RuntimeType | undefined {
    return this.types.find(name);
  }

  classNames(): readonly string[] {
    return [...this.entries.values()].map((e) => e.data.name);
  }

  triggersOf(object: string): readonly TriggerCode[] {
    return this.triggers.get(this.objectKey(object)) ?? [];
  }

  invoke(tx: Transaction, target: string | object, method: string, args: readonly unknown[]): unknown {
    const run =
      typeof target === 'string' ? this.staticMethod(target, method, args) : this.instanceMethod(target, method, args);
    const call = () => run.apply(typeof target === 'string' ? null : target, [...args]);
    return this.enter(tx, this.opensWithSharing(tx, target) ? () => withSharing(tx, call) : call);
  }

  /** `inherited sharing` is `with` where no Apex called (Apex Developer Guide, sharing keywords). */
  private opensWithSharing(tx: Transaction, target: string | object): boolean {
    if (this.$.tx === tx) return false;
    const entry = this.lookup.entry(typeof target === 'string' ? target : typeOf(target).name);
    return entry?.data.sharing === 'inherited';
  }

  private staticMethod(className: string, method: string, args: readonly unknown[]): (...args: unknown[]) => unknown {
    const entry = this.needed(className);
    const found = choose(
      entry.data.methods.filter((m) => m.static),
      method,
      args,
      this.lookup
    );
    const run = found && entry.methods[found.jsName];
    if (!run)
      throw apexError(
        'System.TypeException',
        `Method does not exist: ${className}.${method} with ${args.length} arguments`
      );
    return run;
  }

  private instanceMethod(target: object, method: string, args: readonly unknown[]): (...args: unknown[]) => unknown {
    const { name } = typeOf(target);
    const found = choose(this.instanceMethods(name), method, args, this.lookup);
    const run = found && (target as Methods)[found.jsName];
    if (run) return run;
    const fixed = this.staticOf(name, method, args);
    if (fixed) return fixed;
    const stubbed = projectMethod(target, '', `${method.toLowerCase()}/${args.length}`, this.lookup);
    if (!stubbed)
      throw apexError('System.TypeException', `Method does not exist: ${name}.${method} with ${args.length} arguments`);
    return stubbed;
  }

  /** Of the class and then of what it extends: an `execute` for another kind of job may be inherited. */
  private instanceMethods(className: string): MethodData[] {
    const all: MethodData[] = [];
    for (let e = this.lookup.entry(className) ?? null; e; e = parentOf(e, this.lookup))
      all.push(...e.data.methods.filter((m) => !m.static));
    return all;
  }

  /** A static method may stand for one of an interface (`public static void execute(QueueableContext c)`). */
  private staticOf(
    name: string,
    method: string,
    args: readonly unknown[]
  ): ((...args: unknown[]) => unknown) | undefined {
    for (let e = this.lookup.entry(name) ?? null; e; e = parentOf(e, this.lookup)) {
      const found = choose(
        e.data.methods.filter((m) => m.static),
        method,
        args,
        this.lookup
      );
      const run = found && e.methods[found.jsName];
      if (run) return run;
    }
    return undefined;
  }

  construct(tx: Transaction, typeName: string, args: readonly unknown[] = []): object {
    const entry = this.needed(typeName);
    return this.enter(tx, () => {
      const instance = new (jsClassOf(entry, this.lookup))() as Methods;
      const declared = entry.data.constructors.map((c) => ({
        ...c,
        name: 'new',
        params: c.params.map((type) => ({ type }))
      }));
      const jsName = choose(declared, 'new', args, this.lookup)?.jsName ?? 'new$';
      const run = instance[jsName];
      if (!run)
        throw apexError('System.TypeException', `Class ${typeName} must declare a constructor without arguments`);
      return run.apply(instance, [...args]) as object;
    });
  }

  allocate(typeName: string): object {
    return new (jsClassOf(this.needed(typeName), this.lookup))();
  }

  createStub(_tx: Transaction, typeName: string, provider: object): object {
    return makeStub(this.needed(typeName), this.lookup, provider, (asked, args) =>
      this.invoke(this.$.tx, asked, 'handleMethodCall', args)
    );
  }

  implementsInterface(value: unknown, interfaceName: string): boolean {
    const type = this.types.find(interfaceName);
    return type !== undefined && isA(value, type);
  }

  execute(tx: Transaction, source: string): unknown {
    const compile = this.options.compileAnonymous;
    if (!compile) throw new Error('this program cannot compile anonymous Apex');
    const unit = compile(source);
    const own = new Map<string, ClassEntry>();
    const code = evaluate(unit);
    this.declare(unit, code, own);
    const before = this.anonymous;
    // Its classes may extend one another, so they are found by name from here on.
    this.anonymous = own;
    this.types.forget();
    try {
      const { script } = this.link(unit, code, (name) => own.get(name.toLowerCase()) ?? this.lookup.entry(name));
      if (!script) throw new Error('an anonymous block without body');
      return this.enter(tx, script);
    } finally {
      this.anonymous = before;
      this.types.forget();
    }
  }

  clearCoverage(): void {
    for (const { covered } of this.units.values()) covered.fill(0);
  }

  coverage(): ReturnType<Program['coverage']> {
    if (this.options.coverage !== true) return null;
    const out = new Map<string, { lines: readonly number[]; hit: ReadonlySet<number> }>();
    for (const { unit, covered } of this.units.values()) {
      out.set(unit.file, { lines: unit.lines, hit: new Set(unit.lines.filter((line) => covered[line] === 1)) });
    }
    return out;
  }

  private needed(name: string): ClassEntry {
    const entry =
      this.entries.get(name.toLowerCase()) ?? this.entries.get(this.types.find(name)?.name.toLowerCase() ?? '');
    if (!entry) throw apexError('System.TypeException', `Class does not exist: ${name}`);
    return entry;
  }
}

function withSharing<T>(tx: Transaction, run: () => T): T {
  const before = tx.sharing;
  tx.sharing = 'with';
  try {
    return run();
  } finally {
    tx.sharing = before;
  }
}

/** The script's name is what a stack frame shows, so it is the source's own. */
export function scriptName(unit: EmittedUnit): string {
  return unit.kind === 'class'
    ? `apex:///${unit.name}.cls`
    : unit.kind === 'trigger'
      ? `apex:///${unit.name}.trigger`
      : 'apex:///AnonymousBlock';
}

function evaluate(unit: EmittedUnit): UnitCode {
  return new Script(unit.js, { filename: scriptName(unit) }).runInThisContext() as UnitCode;
}

function unitKey(unit: EmittedUnit): string {
  return `${unit.kind}:${unit.name.toLowerCase()}`;
}

type Choosable = Pick<MethodData, 'name' | 'jsName'> & { readonly params: readonly { readonly type: string }[] };

/** By name and number of arguments; where several fit, the first whose parameters take the arguments. */
function choose(
  all: readonly Choosable[],
  name: string,
  args: readonly unknown[],
  lookup: ClassLookup
): Choosable | undefined {
  const key = name.toLowerCase();
  const fitting = all.filter((m) => m.name.toLowerCase() === key && m.params.length === args.length);
  if (fitting.length < 2) return fitting[0];
  return (
    fitting.find((m) => m.params.every((p, i) => args[i] === null || isA(args[i], lookup.type(p.type)))) ?? fitting[0]
  );
}

export type { ApexList };
