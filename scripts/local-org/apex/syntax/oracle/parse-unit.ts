import { ApexParserFactory } from '@apexdevtools/apex-parser';
import type { ApexParser } from '@apexdevtools/apex-parser';
import type { Diagnostic } from '../../../contracts/diagnostics.ts';
import type { Unit } from '../ast.ts';
import { anonymousUnit, triggerUnit, typeDeclaration } from './declarations.ts';
import { UnsupportedSyntax } from '../problems.ts';
import { ProblemListener, type SyntaxProblem } from './listener.ts';

import type { ParsedUnit, Source } from '../parse-unit.ts';

/**
 * The same tree from the public ANTLR grammar of Apex, as a second opinion: tests and the syntax scoreboard compare
 * the two. Nothing that runs uses it.
 */
export function parseWithGrammar(source: Source): ParsedUnit {
  const listener = new ProblemListener();
  const { parser } = ApexParserFactory.createLexerAndParser(source.text, listener);
  const convert = grammarRule(parser, source);
  if (listener.problems.length > 0)
    return { ast: null, problems: listener.problems.map((p) => syntaxError(source, p)) };
  try {
    return { ast: convert(), problems: [] };
  } catch (e) {
    if (!(e instanceof UnsupportedSyntax)) throw e;
    return {
      ast: null,
      problems: [
        {
          ...place(source, e),
          code: 'unsupported-syntax',
          message: `Not supported by the local org: ${e.message}`,
          level: 'unsupported'
        }
      ]
    };
  }
}

/** Runs the grammar at once and hands back the conversion: the parse tree lives no longer than this call. */
function grammarRule(parser: ApexParser, source: Source): () => Unit {
  switch (source.kind) {
    case 'class': {
      const ctx = parser.compilationUnit();
      return () => ({ kind: 'class', file: source.path, type: typeDeclaration(ctx.typeDeclaration()) });
    }
    case 'trigger': {
      const ctx = parser.triggerUnit();
      return () => triggerUnit(ctx, source.path);
    }
    case 'anonymous': {
      const ctx = parser.anonymousUnit();
      return () => anonymousUnit(ctx, source.path);
    }
  }
}

function place(
  source: Source,
  at: { readonly pos: SyntaxProblem['pos'] }
): Pick<Diagnostic, 'file' | 'line' | 'column'> {
  return { file: source.path, line: at.pos.line, column: at.pos.column };
}

function syntaxError(source: Source, problem: SyntaxProblem): Diagnostic {
  return { ...place(source, problem), code: 'syntax', message: problem.message, level: 'error' };
}
