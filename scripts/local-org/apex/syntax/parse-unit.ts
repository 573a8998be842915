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

/** Text to syntax tree. The first syntax error is a problem with line and column; nothing is thrown for bad input. */
export function parseUnit(source: Source): ParsedUnit {
  try {
    return { ast: unitOf(source), problems: [] };
  } catch (e) {
    if (e instanceof SyntaxFailure) return { ast: null, problems: [problem(source, e, 'syntax', e.message, 'error')] };
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

function unitOf(source: Source): Unit {
  const r = new Reader(source.text);
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
