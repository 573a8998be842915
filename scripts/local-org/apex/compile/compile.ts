import { DiagnosticError } from '../../contracts/diagnostics.ts';
import type { Diagnostic } from '../../contracts/diagnostics.ts';
import { Checker } from '../check/index.ts';
import type { CheckEnv, CheckUnit } from '../check/index.ts';
import { emitUnit } from '../emit/index.ts';
import type { EmitOptions, EmittedUnit } from '../emit/index.ts';
import { parseUnit } from '../syntax/index.ts';

export interface ApexText {
  readonly kind: 'class' | 'trigger';
  readonly file: string;
  readonly text: string;
  readonly apiVersion: number;
}

export interface Compiled {
  /** Units without errors. */
  readonly units: readonly EmittedUnit[];
  readonly problems: readonly Diagnostic[];
  /** Compiles an anonymous block against these classes. Throws DiagnosticError. */
  anonymous(source: string, apiVersion: number): EmittedUnit;
}

/** Parses, checks and writes a project's Apex. Bad units are left out and reported; the others do not suffer. */
export function compileApex(sources: readonly ApexText[], env: CheckEnv, options: EmitOptions = {}): Compiled {
  const problems: Diagnostic[] = [];
  const parsed = sources.flatMap((s): CheckUnit[] => {
    const { ast, problems: found } = parseUnit({ path: s.file, text: s.text, kind: s.kind });
    problems.push(...found);
    return ast ? [{ ast, apiVersion: s.apiVersion }] : [];
  });
  const checker = new Checker(env);
  checker.declare(parsed);
  problems.push(...checker.declarationProblems);
  const units: EmittedUnit[] = [];
  for (const unit of parsed) {
    const { bound, problems: found } = checker.check(unit);
    problems.push(...found);
    if (bound) units.push(emitUnit(bound, options));
  }
  return { units: linkable(units, problems), problems, anonymous: (source, apiVersion) => anonymous(checker, source, apiVersion) };
}

/** A unit that names a class which did not compile cannot be linked; each is reported with the class it waits for. */
function linkable(units: readonly EmittedUnit[], problems: Diagnostic[]): EmittedUnit[] {
  let left = [...units];
  for (;;) {
    const names = new Set(left.filter((u) => u.kind === 'class').map((u) => u.name.toLowerCase()));
    const bad = left.filter((u) => u.uses.some((name) => !names.has(name.toLowerCase())));
    if (bad.length === 0) return left;
    for (const unit of bad) {
      const missing = unit.uses.filter((name) => !names.has(name.toLowerCase()));
      problems.push({ file: unit.file, line: 1, column: 1, code: 'dependency', message: `Dependent class is invalid and needs recompilation: ${missing.join(', ')}`, level: 'error' });
    }
    left = left.filter((u) => !bad.includes(u));
  }
}

function anonymous(checker: Checker, source: string, apiVersion: number): EmittedUnit {
  const { ast, problems } = parseUnit({ path: 'AnonymousBlock', text: source, kind: 'anonymous' });
  if (!ast) throw new DiagnosticError(problems);
  const { bound, problems: found } = checker.check({ ast, apiVersion });
  if (!bound) throw new DiagnosticError(found.filter((p) => p.level !== 'warning'));
  return emitUnit(bound);
}
