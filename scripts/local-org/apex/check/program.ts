import type { BoundTrigger, BoundUnit } from '../../contracts/bound.ts';
import type { Diagnostic } from '../../contracts/diagnostics.ts';
import type { ObjectInfo } from '../../contracts/schema.ts';
import type { MethodDecl, TypeDecl, Unit } from '../syntax/index.ts';
import { VOID, World, type ProjectClass } from '../symbols/index.ts';
import { Body, UnitContext, type CheckEnv } from './context.ts';
import { boundType, checkDuplicates, method } from './declarations.ts';
import { block } from './statements.ts';

export interface CheckUnit {
  readonly ast: Unit;
  readonly apiVersion: number;
  /** Namespace of the other package that brings it; absent: the project's own. */
  readonly guest?: string;
}

export interface CheckResult {
  /** Units without errors. */
  readonly units: readonly BoundUnit[];
  readonly problems: readonly Diagnostic[];
}

/** The classes of one org. Units are checked one by one, so that a bad class stops only itself. */
export class Checker {
  private readonly world: World;
  private readonly env: CheckEnv;
  private readonly declared = new Map<Unit, ProjectClass>();
  private readonly files = new Map<string, Diagnostic[]>();
  private readonly problems: Diagnostic[] = [];
  private readonly triggerNames = new Set<string>();

  constructor(env: CheckEnv) {
    this.env = env;
    this.world = new World(env, (at, message, scope, code) => {
      const file = scope?.file ?? this.current?.file ?? '';
      const problem: Diagnostic = {
        file,
        line: at.line,
        column: at.column,
        code,
        message,
        level: 'error'
      };
      const list = this.files.get(file);
      if (list) list.push(problem);
      else this.files.set(file, [problem]);
    });
  }

  private current: UnitContext | null = null;

  /** Makes classes known to all units; bodies are not looked at. */
  declare(units: readonly CheckUnit[]): void {
    for (const { ast, guest } of units) {
      if (ast.kind !== 'class') continue;
      const made = this.world.declare(ast.type, ast.file, guest?.toLowerCase() ?? null);
      this.declared.set(ast, made);
      if (this.world.projectClass(made.key) !== made) this.problems.push(duplicate(ast, made));
    }
  }

  /** Problems of the declarations themselves: two classes with one name. */
  get declarationProblems(): readonly Diagnostic[] {
    return this.problems;
  }

  /** Checks one unit with all its bodies. */
  check(unit: CheckUnit): { readonly bound: BoundUnit | null; readonly problems: readonly Diagnostic[] } {
    if (this.isDuplicate(unit.ast)) return { bound: null, problems: [] };
    const context = new UnitContext(this.world, this.env, unit.ast.file, unit.apiVersion);
    this.current = context;
    this.world.guest = unit.guest?.toLowerCase() ?? null;
    const bound = this.bind(unit, context);
    this.world.guest = null;
    this.current = null;
    const types = this.files.get(unit.ast.file) ?? [];
    this.files.delete(unit.ast.file);
    const problems = [...types, ...context.problems].sort((a, b) => a.line - b.line || a.column - b.column);
    return { bound: problems.some((p) => p.level !== 'warning') ? null : bound, problems };
  }

  /** The second class of a name is reported where it is declared and not looked into. */
  private isDuplicate(ast: Unit): boolean {
    const cls = this.declared.get(ast);
    return cls !== undefined && this.world.projectClass(cls.key) !== cls;
  }

  private bind(unit: CheckUnit, context: UnitContext): BoundUnit {
    const { ast, apiVersion } = unit;
    switch (ast.kind) {
      case 'class': {
        const cls = this.declared.get(ast) ?? this.world.declare(ast.type, ast.file);
        const type = boundType(context, cls);
        return {
          kind: 'class',
          name: cls.name,
          file: ast.file,
          apiVersion,
          types: [type],
          uses: without(context.uses, cls.name)
        };
      }
      case 'trigger':
        return this.trigger(ast, apiVersion, context);
      case 'anonymous':
        return this.anonymous(ast, apiVersion, context);
    }
  }

  private trigger(ast: Unit & { kind: 'trigger' }, apiVersion: number, context: UnitContext): BoundUnit {
    const info = this.world.sobjects.info(ast.object.text);
    if (!info) context.error(ast.name.pos, `Invalid type: Schema.${ast.object.text}`);
    checkEvents(context, ast, info);
    if (this.triggerNames.has(ast.name.key)) context.error(ast.name.pos, `Duplicate trigger: ${ast.name.text}`);
    this.triggerNames.add(ast.name.key);
    const object = info?.name ?? null;
    const local = this.local(ast.file, ast.methods, ast.types);
    const body = new Body(context, local, { static: true, returns: VOID, trigger: object, role: 'trigger' });
    const trigger: BoundTrigger = {
      object: object ?? ast.object.text,
      events: ast.events.map((e) => e.text as BoundTrigger['events'][number]),
      body: block(body, ast.body).block,
      methods: ast.methods.map((m) => method(context, local, m, object))
    };
    return {
      kind: 'trigger',
      name: ast.name.text,
      file: ast.file,
      apiVersion,
      types: [...local.inner.values()].map((i) => boundType(context, i)),
      trigger,
      uses: [...context.uses]
    };
  }

  private anonymous(ast: Unit & { kind: 'anonymous' }, apiVersion: number, context: UnitContext): BoundUnit {
    const local = this.local(ast.file, ast.methods, ast.types);
    checkDuplicates(context, local);
    const body = new Body(context, local, { static: true, returns: VOID, role: 'block' });
    const made = block(body, ast.body).block;
    return {
      kind: 'anonymous',
      name: 'anonymous',
      file: ast.file,
      apiVersion,
      types: [...local.inner.values()].map((i) => boundType(context, i)),
      anonymous: { body: made, methods: ast.methods.map((m) => method(context, local, m)), locals: body.allLocals },
      uses: [...context.uses]
    };
  }

  /** Methods and types of a trigger or block live in a class without a name. */
  private local(file: string, methods: readonly MethodDecl[], types: readonly TypeDecl[]): ProjectClass {
    const pos = { line: 1, column: 1 };
    const decl: TypeDecl = {
      kind: 'type',
      form: 'class',
      name: { text: '', key: '', pos },
      modifiers: { words: ['public'], annotations: [] },
      superclass: null,
      interfaces: [],
      members: [...methods, ...types],
      enumValues: [],
      pos
    };
    return this.world.declareLocal(decl, file);
  }
}

function without(uses: ReadonlySet<string>, own: string): string[] {
  return [...uses].filter((u) => u !== own);
}

function duplicate(ast: Unit & { kind: 'class' }, made: ProjectClass): Diagnostic {
  const { pos } = ast.type;
  return {
    file: ast.file,
    line: pos.line,
    column: pos.column,
    code: 'apex',
    message: `Duplicate class: ${made.name}`,
    level: 'error'
  };
}

/** A trigger names each event once; there is no `before undelete`, and platform events have `after insert` alone. */
function checkEvents(context: UnitContext, ast: Unit & { kind: 'trigger' }, info: ObjectInfo | undefined): void {
  const { pos } = ast.name;
  const seen = new Set<string>();
  for (const { text } of ast.events) {
    if (seen.has(text)) context.error(pos, `Duplicate Trigger Usage: ${text.toUpperCase()}`);
    seen.add(text);
  }
  if (seen.has('before undelete')) context.error(pos, 'Trigger Usage Before Undelete is not supported');
  if (info?.kind === 'event' && [...seen].some((text) => text !== 'after insert'))
    context.error(pos, `Platform Event SObjects only supports after insert: ${info.name}`);
}

/** Checks whole projects: every unit that is without error is bound, every problem of every unit is listed. */
export function checkProgram(units: readonly CheckUnit[], env: CheckEnv): CheckResult {
  const checker = new Checker(env);
  checker.declare(units);
  const bound: BoundUnit[] = [];
  const problems: Diagnostic[] = [...checker.declarationProblems];
  for (const unit of units) {
    const result = checker.check(unit);
    if (result.bound) bound.push(result.bound);
    problems.push(...result.problems);
  }
  return { units: bound, problems };
}
