import type { Diagnostic } from '../../contracts/diagnostics.ts';
import type { Unit } from './ast.ts';
import { anonymousUnit, classUnit, triggerUnit } from './declarations.ts';
import { SyntaxFailure, UnsupportedSyntax } from './problems.ts';
import { Reader } from './reader.ts';

export interface Source {
  readonly path: string;
  readonly text: string;
  readonly kind: 'class' | 'trigger' | 'anonymous';
}

export interface ParsedUnit {
  /** null when the text has a syntax error. */
  readonly ast: Unit | null;
  readonly problems: readonly Diagnostic[];
}

/** Text to syntax tree. Every syntax error that can be told apart is a problem with line and column; nothing is thrown for bad input. */
export function parseUnit(source: Source): ParsedUnit {
  let r: Reader | undefined;
  try {
    r = new Reader(source.text);
    const ast = unitOf(r, source);
    return r.failures.length === 0
      ? { ast, problems: [] }
      : { ast: null, problems: syntaxProblems(source, r.failures) };
  } catch (e) {
    if (e instanceof SyntaxFailure) return { ast: null, problems: syntaxProblems(source, [...(r?.failures ?? []), e]) };
    if (e instanceof UnsupportedSyntax)
      return {
        ast: null,
        problems: [
          problem(source, e, 'unsupported-syntax', `Not supported by the local org: ${e.message}`, 'unsupported')
        ]
      };
    throw e;
  }
}

/** One for each line. */
function syntaxProblems(source: Source, failures: readonly SyntaxFailure[]): Diagnostic[] {
  const byLine = new Map<number, SyntaxFailure>();
  for (const failure of failures) if (!byLine.has(failure.pos.line)) byLine.set(failure.pos.line, failure);
  return [...byLine.values()].map((failure) => problem(source, failure, 'syntax', failure.message, 'error'));
}

function unitOf(r: Reader, source: Source): Unit {
  switch (source.kind) {
    case 'class':
      return classUnit(r, source.path);
    case 'trigger':
      return triggerUnit(r, source.path);
    case 'anonymous':
      return anonymousUnit(r, source.path);
  }
}

function problem(
  source: Source,
  at: { readonly pos: { readonly line: number; readonly column: number } },
  code: string,
  message: string,
  level: Diagnostic['level']
): Diagnostic {
  return { file: source.path, line: at.pos.line, column: at.pos.column, code, message, level };
}
