import { DiagnosticError } from '../contracts/diagnostics.ts';
import type { CliDeps, OpenedOrg, OpenOptions } from './deps.ts';
import { CliError, listDiagnostics } from './output.ts';

/** Opens a project for a command that has `--lenient`. Throws with the problems, and with what that option would do. */
export async function openOrAdvise(deps: Pick<CliDeps, 'open'>, dir: string, options: OpenOptions): Promise<OpenedOrg> {
  try {
    return await deps.open(dir, options);
  } catch (error) {
    if (!options.strict || !(error instanceof DiagnosticError)) throw error;
    const { length } = error.diagnostics;
    throw new CliError(
      `${listDiagnostics(error.diagnostics)}\n${length} ${length === 1 ? 'problem' : 'problems'}, so nothing was run. ` +
        'With --lenient, what compiles runs, and what is not supported throws where it is reached.'
    );
  }
}
