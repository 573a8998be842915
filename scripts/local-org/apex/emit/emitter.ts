import type { BoundLocal, BoundType, BoundUnit, Expr } from '../../contracts/bound.ts';
import type { SoqlQuery } from '../../contracts/soql.ts';
import { fieldName, ownedName } from './names.ts';
import { recursiveFunctions } from './recursion.ts';

/** What one function needs while it is written. */
export interface FunctionScope {
  readonly sure: ReadonlySet<BoundLocal>;
  readonly inConstructor: boolean;
  temps: number;
  /** Variables that a dynamic query at this place may bind, innermost last. */
  visible: BoundLocal[];
  /** Blocks around this place. */
  depth: number;
  /** A dynamic query of this function may also bind variables whose block has ended: they are kept in `$g`. */
  readonly keepsGone: boolean;
  /** The class whose fields it may bind. */
  readonly type: BoundType | null;
}

const NO_SCOPE: FunctionScope = {
  sure: new Set(),
  inConstructor: false,
  temps: 0,
  visible: [],
  depth: 0,
  keepsGone: false,
  type: null
};

/**
 * Writes one unit: text that keeps the lines of the source, and what the text needs from the linker, as constants in
 * front of it. Every name of its own begins with `$`.
 */
export class Emitter {
  readonly unit: BoundUnit;
  readonly coverage: boolean;
  /** Mode of queries and DML that state none: API 67 made it the user's. */
  readonly defaultMode: 'user' | 'system';
  scope: FunctionScope = NO_SCOPE;
  /** Names of the functions that compute instance fields of the type being written. */
  initialisers: ReadonlyMap<BoundType['members'][number], string> = new Map();
  /** Expressions whose value a temporary holds already, for safe navigation. */
  readonly held = new Map<Expr, string>();
  readonly queries: SoqlQuery[] = [];
  readonly lines = new Set<number>();
  /** Names of the functions that may call themselves. */
  readonly recursive: ReadonlySet<string>;
  private readonly parts: string[] = [];
  private line = 1;
  private readonly constants = new Map<string, string>();
  private readonly mangled = new Map<string, string>();
  private names = 0;

  constructor(unit: BoundUnit, coverage: boolean) {
    this.unit = unit;
    this.coverage = coverage;
    this.defaultMode = unit.apiVersion >= 67 ? 'user' : 'system';
    this.recursive = recursiveFunctions(unit);
    for (const type of unit.types) this.manglePrivates(type);
  }

  put(text: string): void {
    this.parts.push(text);
  }

  /** Goes to a line of the source; never back. */
  at(pos: { readonly line: number }): void {
    if (pos.line > this.line) {
      this.parts.push('\n'.repeat(pos.line - this.line));
      this.line = pos.line;
    }
  }

  /** A constant in front of the text, one for each `init`: `$.slot("Account","Name")`. */
  constant(prefix: string, init: string): string {
    let name = this.constants.get(init);
    if (name === undefined) this.constants.set(init, (name = `$${prefix}${this.constants.size}`));
    return name;
  }

  /** A name for a helper variable, unique in the unit. */
  fresh(prefix: string): string {
    return `$${prefix}_${++this.names}`;
  }

  /** A temporary of the function being written; `endFunction` declares it. */
  temp(): string {
    return `$t${++this.scope.temps}`;
  }

  beginFunction(
    sure: ReadonlySet<BoundLocal>,
    inConstructor = false,
    type: BoundType | null = null,
    params: readonly BoundLocal[] = [],
    keepsGone = false
  ): void {
    this.scope = { sure, inConstructor, temps: 0, visible: [...params], depth: 0, keepsGone, type };
  }

  /** `var` is hoisted, so temporaries can be declared where their number is known. */
  endFunction(): void {
    const { temps } = this.scope;
    if (temps > 0) this.put(`var ${Array.from({ length: temps }, (_, i) => `$t${i + 1}`).join(',')};`);
    this.scope = NO_SCOPE;
  }

  /** Private fields carry their class, so that a subclass may have one of the same name; so do those that hide one. */
  field(owner: string, name: string, hides = false): string {
    const plain = fieldName(name);
    return this.mangled.get(`${owner}.${name}`.toLowerCase()) ?? (hides ? ownedName(plain, owner) : plain);
  }

  head(): string {
    const entries = [...this.constants].map(([init, name]) => `${name}=${init}`);
    return entries.length === 0 ? '' : `const ${entries.join(',')};`;
  }

  body(): string {
    return this.parts.join('');
  }

  private manglePrivates(type: BoundType): void {
    for (const member of type.members) {
      if (member.kind === 'initialiser' || member.static) continue;
      // Tests of other classes name these fields too.
      const seen =
        member.access !== 'private' || member.annotations.some((a) => a.name.toLowerCase() === 'testvisible');
      if (seen && !member.hides) continue;
      this.mangled.set(`${type.name}.${member.name}`.toLowerCase(), ownedName(fieldName(member.name), type.name));
    }
    for (const inner of type.inner) this.manglePrivates(inner);
  }
}
