/** Where something stands in a source file. Lines and columns start at 1, as the platform counts them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One finding about a source file. `unsupported` names what the platform has and the local org has not. */
export interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly message: string;
  readonly level: 'error' | 'unsupported' | 'warning';
}

/** Thrown where work cannot go on; carries every finding so that a caller can list them all at once. */
export class DiagnosticError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(formatDiagnostic).join('\n'));
    this.name = 'DiagnosticError';
    this.diagnostics = diagnostics;
  }
}

/**
 * Thrown at run time by anything that the platform has and the local org has not. Apex cannot catch it: a test
 * that reaches one is reported by cause, never as an ordinary failure.
 */
export class UnsupportedByLocalOrg extends Error {
  readonly feature: string;

  constructor(feature: string) {
    super(`Not supported by the local org: ${feature}`);
    this.name = 'UnsupportedByLocalOrg';
    this.feature = feature;
  }
}

export function formatDiagnostic(d: Diagnostic): string {
  return `${d.file}:${d.line}:${d.column} ${d.level}: ${d.message} [${d.code}]`;
}
