import { join } from 'node:path';
import { compileKey, keepCompiled, readCompiled, readParts } from '../apex/cache/index.ts';
import type { CachedCompile, CompiledPart } from '../apex/cache/index.ts';
import { Checker } from '../apex/check/index.ts';
import type { CheckEnv, CheckUnit } from '../apex/check/index.ts';
import { emitUnit } from '../apex/emit/index.ts';
import type { EmittedUnit } from '../apex/emit/index.ts';
import { parseUnit } from '../apex/syntax/index.ts';
import { DiagnosticError } from '../contracts/diagnostics.ts';
import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { Schema } from '../contracts/schema.ts';
import type { MetadataRegistry } from '../contracts/transaction.ts';
import { compileFormula } from '../formula/index.ts';
import { behaviour, platformClasses, refused } from '../library/index.ts';
import type { ApexSource } from '../metadata/index.ts';
import { createQueryRules } from '../soql/index.ts';

export interface CompileOptions {
  readonly schema: Schema;
  readonly registry: MetadataRegistry;
  /** A platform member without behaviour is an error (own package), or a throw at the call (foreign projects). */
  /** Features of the org, which decide what fields there are. */
  readonly features?: ReadonlySet<string>;
  readonly strict: boolean;
  readonly coverage: boolean;
  /** Names of Visualforce pages; absent: any name is one. */
  readonly pages?: readonly string[];
  /** Folder where a compile is kept for the next start; absent: nowhere. */
  readonly cacheFolder?: string;
}

/** The Apex of one project, compiled, and ready to compile anonymous blocks against it. */
export interface CompiledProject {
  readonly units: readonly EmittedUnit[];
  readonly problems: readonly Diagnostic[];
  /** Throws DiagnosticError with everything that is wrong with the block. */
  anonymous(text: string): EmittedUnit;
}

const ANONYMOUS = 'AnonymousBlock';
/** Blocks run at the newest version: user mode by default, as in an org's developer console. */
const ANONYMOUS_API_VERSION = 67;
/** Blocks are kept by text: a seed or a benchmark runs the same one many times. */
const KEPT_BLOCKS = 200;
const KEPT_ON_DISK = 50;

/** What the checker knows of the project besides its code. */
export function checkEnvironment(options: Pick<CompileOptions, 'schema' | 'registry' | 'strict' | 'pages'>): CheckEnv {
  const pages = options.pages && new Set(options.pages.map((name) => name.toLowerCase()));
  const labels = new Set(options.registry.all('CustomLabel').map((label) => label.fullName.toLowerCase()));
  return {
    schema: options.schema,
    platform: platformClasses(),
    queries: createQueryRules({ schema: options.schema, compileFormula }),
    labels: { has: (name: string) => labels.has(name.toLowerCase()) },
    pages: pages ? { has: (name: string) => pages.has(name.toLowerCase()) } : null,
    namespace: options.schema.namespace,
    supports: (key: string) => behaviour(key) !== undefined,
    refused,
    strict: options.strict
  };
}

/**
 * Parses, checks and emits every class and trigger. A unit with an error is left out and named in `problems`. With a
 * cache folder, a compile of the same sources by the same code is read instead, and nothing is parsed before a new
 * anonymous block asks for it. Of changed sources only those are checked again that changed in a method's body, as long
 * as no declaration of any class did: then all are.
 */
export function compileProject(sources: readonly ApexSource[], options: CompileOptions): CompiledProject {
  const { cacheFolder } = options;
  if (cacheFolder === undefined) return compileFresh(sources, options);
  const key = compileKey(keyParts(sources, options));
  const file = join(cacheFolder, `apex${options.strict ? '-strict' : ''}${options.coverage ? '-coverage' : ''}.json`);
  const blocks = join(cacheFolder, 'blocks.json');
  const known = readCompiled(file, key);
  const fresh = known ? once(() => compileFresh(sources, options)) : undefined;
  const compiled = known ?? compileFresh(sources, options, readParts(file));
  if (!known) keepCompiled(file, key, compiled);
  const anonymous = (text: string): EmittedUnit => (fresh ? fresh() : (compiled as CompiledProject)).anonymous(text);
  return { units: compiled.units, problems: compiled.problems, anonymous: keepOnDisk(anonymous, blocks, key) };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Everything from outside the code that a compile depends on. */
function* keyParts(sources: readonly ApexSource[], options: CompileOptions): Generator<string> {
  yield* environmentParts(options);
  for (const source of sources)
    yield JSON.stringify([source.kind, source.file, source.apiVersion, source.active, source.text, source.guest]);
}

function* environmentParts(options: CompileOptions): Generator<string> {
  const { registry, schema, features, strict, coverage, pages } = options;
  yield JSON.stringify([schema.namespace, strict, coverage, [...(features ?? [])].sort(), pages ?? null]);
  for (const type of ['CustomObject', 'CustomField', 'CustomLabel', 'FieldSet', 'GlobalValueSet', 'StandardValueSet']) {
    for (const { fullName, model } of registry.all(type)) yield JSON.stringify([type, fullName, model]);
  }
}

/** Blocks that were compiled before, in an earlier process too: seeds run the same ones at each start. */
function keepOnDisk(compile: (text: string) => EmittedUnit, file: string, key: string): (text: string) => EmittedUnit {
  const kept = new Map((readCompiled(file, key)?.units ?? []).map((unit) => [unit.name, unit]));
  return keep((text) => {
    const name = compileKey([text]);
    const known = kept.get(name);
    if (known) return { ...known, name: ANONYMOUS };
    const unit = compile(text);
    if (kept.size < KEPT_ON_DISK) {
      kept.set(name, { ...unit, name });
      keepCompiled(file, key, { units: [...kept.values()], problems: [] });
    }
    return unit;
  });
}

function compileFresh(
  sources: readonly ApexSource[],
  options: CompileOptions,
  before: Readonly<Record<string, CompiledPart>> = {}
): CompiledProject & CachedCompile {
  const problems: Diagnostic[] = [];
  const parsed = parseAll(sources, problems);
  const checker = new Checker(checkEnvironment(options));
  checker.declare(parsed);
  const around = compileKey(surroundings(parsed, options));
  const parts: Record<string, CompiledPart> = {};
  const units: EmittedUnit[] = [];
  for (const unit of parsed) {
    const key = compileKey([
      around,
      unit.source.kind,
      unit.source.file,
      String(unit.apiVersion),
      unit.source.text,
      unit.guest ?? ''
    ]);
    // Triggers are few, and the checker has to see each of them to find two of one name.
    const part = (unit.ast.kind === 'class' ? before[key] : undefined) ?? compileOne(checker, unit, options);
    parts[key] = part;
    problems.push(...part.problems);
    if (part.unit) units.push(part.unit);
  }
  problems.push(...checker.declarationProblems);
  return {
    units: linkable(units, parsed, problems),
    problems,
    parts,
    anonymous: keep((text) => compileBlock(checker, text))
  };
}

function compileOne(checker: Checker, unit: CheckUnit, { coverage }: CompileOptions): CompiledPart {
  const { bound, problems } = checker.check(unit);
  return { unit: bound ? emitUnit(bound, { coverage }) : null, problems };
}

/** Everything but its own text that a unit's code depends on: schema, options, and what all classes declare. */
function* surroundings(parsed: readonly CheckUnit[], options: CompileOptions): Generator<string> {
  yield* environmentParts(options);
  for (const { ast } of parsed) if (ast.kind === 'class') yield JSON.stringify(ast, withoutBodies);
}

const NO_DECLARATION: ReadonlySet<string> = new Set(['body', 'pos', 'end']);

function withoutBodies(key: string, value: unknown): unknown {
  return NO_DECLARATION.has(key) ? undefined : value;
}

/** A unit that names a class with errors cannot be linked either; it is left out and named, and so on. */
function linkable(units: readonly EmittedUnit[], parsed: readonly CheckUnit[], problems: Diagnostic[]): EmittedUnit[] {
  const nameOf = (unit: CheckUnit): string => (unit.ast.kind === 'class' ? unit.ast.type.name.key : '');
  const missing = new Set(
    parsed
      .map(nameOf)
      .filter((name) => name && !units.some((unit) => unit.kind === 'class' && unit.name.toLowerCase() === name))
  );
  let left = [...units];
  for (let found = true; found;) {
    found = false;
    left = left.filter((unit) => {
      const needs = unit.uses.find((name) => missing.has(name.toLowerCase()));
      if (!needs) return true;
      problems.push({
        file: unit.file,
        line: 1,
        column: 1,
        code: 'depends',
        message: `Dependent class is invalid and needs recompilation: ${needs}`,
        level: 'error'
      });
      if (unit.kind === 'class') missing.add(unit.name.toLowerCase());
      found = true;
      return false;
    });
  }
  return left;
}

interface ParsedSource extends CheckUnit {
  readonly source: ApexSource;
}

function parseAll(sources: readonly ApexSource[], problems: Diagnostic[]): ParsedSource[] {
  const parsed: ParsedSource[] = [];
  for (const source of sources) {
    if (!source.active) continue;
    const { ast, problems: found } = parseUnit({ path: source.file, text: source.text, kind: source.kind });
    problems.push(...found);
    const guest = source.guest === undefined ? {} : { guest: source.guest };
    if (ast) parsed.push({ ast, apiVersion: source.apiVersion, source, ...guest });
  }
  return parsed;
}

function compileBlock(checker: Checker, text: string): EmittedUnit {
  const { ast, problems } = parseUnit({ path: ANONYMOUS, text, kind: 'anonymous' });
  if (!ast || problems.length > 0) throw new DiagnosticError(problems);
  const checked = checker.check({ ast, apiVersion: ANONYMOUS_API_VERSION });
  if (!checked.bound) throw new DiagnosticError(checked.problems);
  return emitUnit(checked.bound);
}

function keep(compile: (text: string) => EmittedUnit): (text: string) => EmittedUnit {
  const blocks = new Map<string, EmittedUnit>();
  return (text) => {
    const known = blocks.get(text);
    if (known) return known;
    const made = compile(text);
    if (blocks.size >= KEPT_BLOCKS) blocks.clear();
    blocks.set(text, made);
    return made;
  };
}
