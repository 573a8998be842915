import type { BoundLocal, Expr, Type } from '../../contracts/bound.ts';
import type { Diagnostic, Position } from '../../contracts/diagnostics.ts';
import type { PlatformClass } from '../../contracts/library.ts';
import type { Schema } from '../../contracts/schema.ts';
import type { QueryRules } from '../../contracts/soql.ts';
import type { Name } from '../syntax/index.ts';
import { ERROR, type FieldSymbol, type ProjectClass, type World } from '../symbols/index.ts';

export interface CheckEnv {
  readonly schema: Schema;
  readonly platform: readonly PlatformClass[];
  /** What queries and searches in brackets must keep. */
  readonly queries: QueryRules;
  /** Custom labels by name, case-insensitive; null accepts every label. */
  readonly labels: { has(name: string): boolean } | null;
  /** Visualforce pages by name, case-insensitive; absent or null accepts every page. */
  readonly pages?: { has(name: string): boolean } | null;
  readonly namespace: string | null;
  /** Whether the library has behaviour for a member, by its key: `System.String.valueOf(Integer)`. */
  supports(signature: string): boolean;
  /** How errors name a member without behaviour: with the reason, where there is one. */
  refused?(signature: string): string;
  /** An unsupported member is a diagnostic; otherwise the node says so and the call throws when it is reached. */
  readonly strict: boolean;
}

/** What kind of problem it is, for readers that must not depend on the platform's words; `apex` where none asks. */
export type ProblemCode =
  | 'apex'
  | 'annotation'
  | 'security-enforced'
  | 'sobject-constructor'
  | 'soql-field'
  | 'soql-object'
  | 'soql-relationship'
  | 'soql-rule'
  | 'visibility';

/** What is shared while one unit is checked. */
export class UnitContext {
  readonly world: World;
  readonly env: CheckEnv;
  readonly file: string;
  readonly apiVersion: number;
  readonly problems: Diagnostic[] = [];
  readonly uses = new Set<string>();
  /** Variables of an anonymous block, which its methods and classes see too (Apex Developer Guide, Anonymous Blocks). */
  readonly blockVariables = new Map<string, BoundLocal>();
  private readonly seen = new Set<string>();

  constructor(world: World, env: CheckEnv, file: string, apiVersion: number) {
    this.world = world;
    this.env = env;
    this.file = file;
    this.apiVersion = apiVersion;
  }

  error(pos: Position, message: string, code: ProblemCode = 'apex'): void {
    this.report(pos, message, code, 'error');
  }

  unsupported(pos: Position, feature: string): void {
    this.report(pos, `Not supported by the local org: ${feature}`, 'unsupported', 'unsupported');
  }

  private report(pos: Position, message: string, code: string, level: Diagnostic['level']): void {
    const key = `${pos.line}:${pos.column}:${message}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.problems.push({ file: this.file, line: pos.line, column: pos.column, code, message, level });
  }

  /** Notes that this unit links to a class of the project. */
  use(type: Type): void {
    if (type.kind === 'list' || type.kind === 'set') return this.use(type.element);
    if (type.kind === 'map') {
      this.use(type.key);
      return this.use(type.value);
    }
    const cls = this.world.projectOf(type);
    if (cls && cls.top.name !== '') this.uses.add(cls.top.name);
  }
}

const RESERVED = new Set(
  (
    'arguments await async case catch class const continue debugger default delete do else enum eval export extends false finally for function get if implements import in instanceof ' +
    'interface let new null of package private protected public return set static super switch this throw true try typeof undefined var void while with yield'
  ).split(' ')
);

interface Scope {
  readonly parent: Scope | null;
  readonly locals: Map<string, BoundLocal>;
}

/** Where a body stands: its class, its locals, what it may return. One for each method, accessor or initialiser. */
export class Body {
  readonly unit: UnitContext;
  readonly cls: ProjectClass | null;
  readonly static: boolean;
  readonly returns: Type | null;
  readonly constructing: boolean;
  /** What this is the body of, as errors name it. */
  readonly role: 'method' | 'constructor' | 'trigger' | 'block';
  /** The property whose accessor this is: its name means the backing field. */
  readonly accessor: FieldSymbol | null;
  /** Object of the trigger around this body. */
  readonly trigger: string | null;
  readonly allLocals: BoundLocal[] = [];
  loops = 0;
  private scope: Scope = { parent: null, locals: new Map() };
  private readonly names = new Map<string, number>();

  constructor(
    unit: UnitContext,
    cls: ProjectClass | null,
    options: {
      readonly static: boolean;
      readonly returns?: Type | null;
      readonly constructing?: boolean;
      readonly role?: Body['role'];
      readonly accessor?: FieldSymbol | null;
      readonly trigger?: string | null;
    }
  ) {
    this.unit = unit;
    this.cls = cls;
    this.static = options.static;
    this.returns = options.returns ?? null;
    this.constructing = options.constructing ?? false;
    this.role = options.role ?? 'method';
    this.accessor = options.accessor ?? null;
    this.trigger = options.trigger ?? null;
  }

  get world(): World {
    return this.unit.world;
  }

  error(pos: Position, message: string, code: ProblemCode = 'apex'): void {
    this.unit.error(pos, message, code);
  }

  push(): void {
    this.scope = { parent: this.scope, locals: new Map() };
  }

  pop(): void {
    if (this.scope.parent) this.scope = this.scope.parent;
  }

  local(key: string): BoundLocal | undefined {
    for (let s: Scope | null = this.scope; s; s = s.parent) {
      const found = s.locals.get(key);
      if (found) return found;
    }
    return undefined;
  }

  declare(name: Name, type: Type, final: boolean): BoundLocal {
    if (this.local(name.key)) this.error(name.pos, `Duplicate variable: ${name.text}`);
    const local: BoundLocal = { name: name.text, type, jsName: this.jsName(name.text), final };
    this.scope.locals.set(name.key, local);
    this.allLocals.push(local);
    if (this.role === 'block' && this.scope.parent?.parent === null) this.unit.blockVariables.set(name.key, local);
    return local;
  }

  private jsName(text: string): string {
    const count = (this.names.get(text) ?? 0) + 1;
    this.names.set(text, count);
    if (count > 1) return `${text}$${count}`;
    return RESERVED.has(text) ? `${text}$` : text;
  }
}

/** Stands for an expression that was reported: of a type that agrees with everything. */
export function broken(pos: Position): Expr {
  return { kind: 'literal', value: null, type: ERROR, pos };
}

/** Reports and stands in. */
export function fail(body: Body, pos: Position, message: string, code: ProblemCode = 'apex'): Expr {
  body.error(pos, message, code);
  return broken(pos);
}
