import type { Command } from 'commander';
import type { CliDeps, CommonOptions } from '../deps.ts';
import { CliError, table } from '../output.ts';
import { doTask, sayNotKept } from '../task-command.ts';
import type { ImportResult } from '../work/index.ts';
import { readInput } from './exec.ts';

const SHOWN_FAILURES = 20;

interface ImportOptions extends CommonOptions {
  readonly map: string;
  readonly as?: string;
}

export function addImport(command: Command, deps: CliDeps): void {
  command
    .description('Load a CSV file through triggers, rules and flows, in batches of 200.')
    .argument('<object>', 'object of the records')
    .argument('<file>', 'CSV file with a header line; - reads it from standard input')
    .requiredOption('--map <file>', 'MAP.json: columns, constants, owners, key')
    .option('--as <username>', 'save as this user')
    .action(async (object: string, file: string, options: ImportOptions) => {
      const out = deps.output(options.json === true);
      const input = {
        object,
        csv: readInput(file),
        map: readInput(options.map),
        mapFile: options.map,
        ...(options.as ? { as: options.as } : {})
      };
      const { value, kept } = await doTask<ImportResult>(deps, out, options, 'import', input);
      for (const line of report(value)) out.line(line);
      out.result({ ...value, kept });
      if (!kept) sayNotKept(out);
      if (value.failed.length > 0) throw new CliError('', 1);
    });
}

function report(result: ImportResult): string[] {
  const rows = [
    ['rows in', result.rowsIn],
    ['created', result.created],
    ['updated', result.updated],
    ['unchanged', result.unchanged],
    ['failed', result.failed.length]
  ].map((row) => row.map(String));
  const made = Object.entries(result.made).map(([object, count]) => [object, String(count)]);
  const failures = result.failed.slice(0, SHOWN_FAILURES).map(({ line, reason }) => `line ${line}: ${reason}`);
  const more = result.failed.length - failures.length;
  const speed = Math.round((result.rowsIn * 1000) / Math.max(1, result.milliseconds));
  return [
    ...failures,
    ...(more > 0 ? [`... and ${more} more`] : []),
    table(['rows', 'number'], rows),
    ...(made.length > 0 ? ['', table(['made', 'number'], made)] : []),
    `${(result.milliseconds / 1000).toFixed(1)} s, ${speed} rows a second`
  ];
}
