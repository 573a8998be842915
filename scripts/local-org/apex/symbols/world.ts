import type { Type } from '../../contracts/bound.ts';
import type { Position } from '../../contracts/diagnostics.ts';
import type { PlatformClass } from '../../contracts/library.ts';
import type { Schema } from '../../contracts/schema.ts';
import type { TypeDecl, TypeRef } from '../syntax/index.ts';
import type { ClassSymbol, ConstructorSymbol, FieldSymbol, MethodSymbol } from './class-symbol.ts';
import { Platform } from './platform.ts';
import { ProjectClass } from './project.ts';
import { SObjects } from './sobjects.ts';
import { lookUpType, type Lookup } from './lookup.ts';
import { ERROR, listOf, type ClassType } from './types.ts';

export interface WorldEnv {
  readonly schema: Schema;
  readonly platform: readonly PlatformClass[];
  readonly namespace: string | null;
}

/** Called for a type name that means nothing: the message and where it stands. */
export type TypeProblem = (
  at: Position,
  message: string,
  scope: ProjectClass | null,
  code: 'apex' | 'visibility'
) => void;

/** Every type that Apex of one org can name: project, then schema, then platform. */
export class World implements Lookup {
  readonly platform: Platform;
  readonly sobjects: SObjects;
  readonly namespace: string | null;
  /** Namespace of the package whose unit is looked at, in lower case; null: the project's own. */
  guest: string | null = null;
  private readonly guests = new Set<string>();
  private readonly top = new Map<string, ProjectClass>();
  private readonly byType = new Map<Type, ProjectClass>();
  private readonly methodCache = new Map<ClassSymbol, Map<string, readonly MethodSymbol[]>>();
  private readonly superCache = new Map<ClassSymbol, readonly Type[]>();
  private readonly refCache = new Map<TypeRef, Type>();
  private readonly problem: TypeProblem;

  constructor(env: WorldEnv, problem: TypeProblem) {
    this.sobjects = new SObjects(env.schema);
    this.platform = new Platform(env.platform, (name) => this.sobjects.find(name));
    this.namespace = env.namespace?.toLowerCase() ?? null;
    this.problem = problem;
  }

  /** Declares a class and its inner classes. The first of two classes with one name wins; the caller reports the other. */
  declare(decl: TypeDecl, file: string, guest: string | null = null): ProjectClass {
    if (guest !== null) this.guests.add(guest);
    const made = new ProjectClass(
      decl,
      file,
      null,
      (ref, scope, at) => this.typeOf(ref, scope, at),
      decl.name.text,
      guest
    );
    if (this.top.has(made.key)) return made;
    this.top.set(made.key, made);
    this.index(made);
    return made;
  }

  /** Declares the types and methods of a trigger or anonymous block, which nobody else can name. */
  declareLocal(decl: TypeDecl, file: string): ProjectClass {
    const made = new ProjectClass(decl, file, null, (ref, scope, at) => this.typeOf(ref, scope, at), '', this.guest);
    this.index(made);
    return made;
  }

  private index(cls: ProjectClass): void {
    this.byType.set(cls.type, cls);
    for (const inner of cls.inner.values()) this.index(inner);
  }

  projectClass(key: string): ProjectClass | undefined {
    return this.top.get(key);
  }

  /** A top-level class as code of that scope names it without a namespace: only of its own package. */
  topOf(key: string, scope: ProjectClass | null): ProjectClass | undefined {
    const found = this.top.get(key);
    return found?.guest === this.packageOf(scope) ? found : undefined;
  }

  /** A top-level class named with the namespace of its package. */
  inSpace(space: string, key: string): ProjectClass | undefined {
    const found = this.top.get(key);
    return (found?.guest ?? this.namespace) === space ? found : undefined;
  }

  /** Whether the name is the namespace of the project or of another package beside it. */
  isSpace(key: string): boolean {
    return key === this.namespace || this.guests.has(key);
  }

  packageOf(scope: ProjectClass | null): string | null {
    return scope ? scope.top.guest : this.guest;
  }

  /** Code of one package sees of another what is global, outer classes included. */
  isTypeShared(cls: ProjectClass, scope: ProjectClass | null): boolean {
    if (cls.guest === this.packageOf(scope)) return true;
    for (let c: ProjectClass | null = cls; c; c = c.outer) if (c.access !== 'global') return false;
    return true;
  }

  get projectClasses(): readonly ProjectClass[] {
    return [...this.top.values()];
  }

  projectOf(type: Type): ProjectClass | undefined {
    return this.byType.get(type);
  }

  /**
   * Meaning of a written type; an unknown one is reported once and becomes the error type. `at` is where the platform's
   * compiler says that the type stands: where it begins, its arguments too, or at the name of what is declared.
   */
  typeOf(ref: TypeRef, scope: ProjectClass | null, at: Position = ref.pos): Type {
    const known = this.refCache.get(ref);
    if (known) return known;
    const made = this.typeOfFresh(ref, scope, at);
    this.refCache.set(ref, made);
    return made;
  }

  private typeOfFresh(ref: TypeRef, scope: ProjectClass | null, at: Position): Type {
    const found = lookUpType(this, ref, scope, (arg) => this.typeOf(arg, scope, at));
    if (!found) {
      this.problem(at, wrongCount(ref) ?? `Invalid type: ${refText({ ...ref, dims: 0 })}`, scope, 'apex');
      return ERROR;
    }
    const hidden = this.byType.get(found);
    if (hidden && !(isTypeVisible(hidden, scope) && this.isTypeShared(hidden, scope)))
      this.problem(
        at,
        `Type is not visible: ${this.isTypeShared(hidden, scope) ? hidden.name : refText(ref)}`,
        scope,
        'visibility'
      );
    let type = found;
    for (let i = 0; i < ref.dims; i++) type = listOf(type);
    return type;
  }

  /** Silent form: undefined when the name is no type. */
  findType(ref: TypeRef, scope: ProjectClass | null): Type | undefined {
    return lookUpType(this, ref, scope, (arg) => this.typeOf(arg, scope));
  }

  symbolOf(type: Type): ClassSymbol | undefined {
    return this.byType.get(type) ?? this.platform.symbolOf(type);
  }

  /* ---- members with inheritance ---- */

  field(type: Type, key: string): FieldSymbol | undefined {
    for (
      let s = this.symbolOf(type), depth = 0;
      s && depth < 50;
      s = s.superclass ? this.symbolOf(s.superclass) : undefined, depth++
    ) {
      const found = s.field(key);
      if (found) return found;
    }
    return undefined;
  }

  /** All methods of that name, own ones first; a method that is overridden further down is left out. */
  methods(type: Type, key: string): readonly MethodSymbol[] {
    const symbol = this.symbolOf(type);
    if (!symbol) return [];
    let cache = this.methodCache.get(symbol);
    if (!cache) this.methodCache.set(symbol, (cache = new Map()));
    const known = cache.get(key);
    if (known) return known;
    const found: MethodSymbol[] = [];
    const seen = new Set<string>();
    for (const t of this.supertypes(type)) {
      for (const m of this.symbolOf(t)?.methods(key) ?? []) {
        const shape = m.params.map((p) => p.text).join(',');
        if (!seen.has(shape)) found.push(m);
        seen.add(shape);
      }
    }
    cache.set(key, found);
    return found;
  }

  /** The type itself, its superclasses, then all interfaces, nearest first. */
  supertypes(type: Type): readonly Type[] {
    const symbol = this.symbolOf(type);
    if (!symbol) return [type];
    const known = this.superCache.get(symbol);
    if (known) return known;
    const list: Type[] = [];
    const add = (t: Type): void => {
      if (!list.includes(t)) list.push(t);
    };
    const chain: ClassSymbol[] = [];
    for (
      let s: ClassSymbol | undefined = symbol;
      s && !chain.includes(s);
      s = s.superclass ? this.symbolOf(s.superclass) : undefined
    ) {
      chain.push(s);
      add(s.type);
    }
    const visit = (s: ClassSymbol): void => {
      for (const i of s.interfaces) {
        if (list.includes(i)) continue;
        add(i);
        const inner = this.symbolOf(i);
        if (inner) visit(inner);
      }
    };
    chain.forEach(visit);
    this.superCache.set(symbol, list);
    return list;
  }

  isException(type: Type): boolean {
    return type.kind === 'class' && this.supertypes(type).some((t) => t.text === 'System.Exception');
  }

  constructorsOf(type: Type): readonly ConstructorSymbol[] {
    return this.symbolOf(type)?.constructors ?? [];
  }

  isSubclass(from: Type, to: ClassType): boolean {
    return this.supertypes(from).includes(to);
  }
}

/** A private inner type is known to its own top-level class, and to test classes when it is marked so. */
function isTypeVisible(cls: ProjectClass, scope: ProjectClass | null): boolean {
  if (!cls.outer || cls.access !== 'private' || cls.outer.name === '' || !scope || scope.top === cls.top) return true;
  return scope.isTest && cls.decl.modifiers.annotations.some((a) => a.key === 'testvisible');
}

export function refText(ref: TypeRef): string {
  const name = ref.parts
    .map((p) => (p.args.length === 0 ? p.name.text : `${p.name.text}<${p.args.map(refText).join(',')}>`))
    .join('.');
  return name + '[]'.repeat(ref.dims);
}

const TYPE_ARGUMENTS: ReadonlyMap<string, number> = new Map([
  ['list', 1],
  ['set', 1],
  ['map', 2]
]);

/** What is said of a collection with a wrong number of types. */
function wrongCount(ref: TypeRef): string | null {
  const [only] = ref.parts;
  const wanted = only && ref.parts.length === 1 ? TYPE_ARGUMENTS.get(only.name.key) : undefined;
  const found = only?.args.length ?? 0;
  if (!only || wanted === undefined || found === 0 || found === wanted) return null;
  return `Invalid type argument count for ${only.name.text}: expected ${wanted} but found ${found}`;
}
