import { DiagnosticError, formatDiagnostic } from '../contracts/diagnostics.ts';
import type { Diagnostic } from '../contracts/diagnostics.ts';

/** Ends a command with one clear line and an exit code. */
export class CliError extends Error {
  readonly code: number;

  constructor(message: string, code = 1) {
    super(message);
    this.name = 'CliError';
    this.code = code;
  }
}

/** Where a command writes: text for people, or one JSON document for programs. */
export interface Output {
  readonly json: boolean;
  line(text: string): void;
  /** Replaces the last progress line on a terminal; nothing where nobody watches. */
  progress(text: string): void;
  result(value: object): void;
  warn(text: string): void;
}

export function createOutput(
  json: boolean,
  streams: { out: NodeJS.WriteStream; err: NodeJS.WriteStream } = { out: process.stdout, err: process.stderr }
): Output {
  const watched = !json && streams.err.isTTY;
  let showing = false;
  const clear = (): void => {
    if (showing) streams.err.write('\r\u001b[K');
    showing = false;
  };
  return {
    json,
    line(text) {
      clear();
      if (!json) streams.out.write(`${text}\n`);
    },
    progress(text) {
      if (!watched) return;
      streams.err.write(`\r\u001b[K${text}`);
      showing = true;
    },
    result(value) {
      clear();
      if (json) streams.out.write(`${JSON.stringify({ status: 0, result: value }, null, 2)}\n`);
    },
    warn(text) {
      clear();
      streams.err.write(`${text}\n`);
    }
  };
}

/** What a failed command says. Findings are listed; anything else is one line. */
export function errorText(error: unknown): string {
  if (error instanceof DiagnosticError) return listDiagnostics(error.diagnostics);
  return error instanceof Error ? error.message : String(error);
}

export function listDiagnostics(diagnostics: readonly Diagnostic[], most = 50): string {
  const shown = diagnostics.slice(0, most).map(formatDiagnostic);
  const more = diagnostics.length - shown.length;
  return [...shown, ...(more > 0 ? [`... and ${more} more`] : [])].join('\n');
}

/** Rows as a plain text table; columns are as wide as their widest cell. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((name, at) => Math.max(name.length, ...rows.map((row) => (row[at] ?? '').length)));
  const draw = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return [draw(columns), draw(widths.map((width) => '-'.repeat(width))), ...rows.map(draw)].join('\n');
}
