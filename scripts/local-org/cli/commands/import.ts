import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import type { CliDeps, CommonOptions } from '../deps.ts';
import { CliError, table } from '../output.ts';
import { seedOptions } from '../seed-options.ts';
import { doTask, sayNotKept } from '../task-command.ts';
import type { ImportInput } from '../tasks.ts';
import { parseImportMap } from '../work/index.ts';
import type { ImportResult, ReplayResult } from '../work/index.ts';
import { readInput } from './exec.ts';

const SHOWN_FAILURES = 20;

interface ImportOptions extends CommonOptions {
  readonly map: string;
  readonly replay?: string;
  readonly answers?: string;
  readonly as?: string;
  readonly seed?: readonly string[];
}

export function addImport(command: Command, deps: CliDeps): void {
  command
    .description('Load a CSV file through triggers, rules and flows, in batches of 200.')
    .argument('<object>', 'object of the records')
    .argument('<file>', 'CSV file with a header line; - reads it from standard input')
    .requiredOption('--map <file>', 'MAP.json: columns, constants, owners, key, answers')
    .option(
      '--replay <column>',
      'load each row at the day or instant in this column, while time passes and people answer'
    )
    .option('--answers <file>', 'with --replay: how people answer; left out, the file that the map names')
    .option('--as <username>', 'save as this user')
    .option('--seed <key=value...>', 'where no org runs: what the seed of the new one is told, for example days=0')
    .action(async (object: string, file: string, options: ImportOptions) => {
      const out = deps.output(options.json === true);
      const map = readInput(options.map);
      const replay = options.replay === undefined ? {} : { replay: replayInput(options.replay, map, options) };
      const input = {
        object,
        csv: readInput(file),
        map,
        mapFile: options.map,
        ...replay,
        ...(options.as ? { as: options.as } : {})
      };
      const seed = seedOptions(options.seed ?? []);
      const { value, kept } = await doTask<ImportResult & Partial<ReplayResult>>(
        deps,
        out,
        options,
        'import',
        input,
        seed
      );
      for (const line of report(value)) out.line(line);
      out.result({ ...value, kept });
      if (!kept) sayNotKept(out);
      if (value.failed.length + (value.failures ?? []).length > 0) throw new CliError('', 1);
    });
}

function replayInput(column: string, map: string, options: ImportOptions): ImportInput['replay'] {
  const named = parseImportMap(map, options.map).answers;
  const answersFile = options.answers ?? (named === undefined ? undefined : join(dirname(options.map), named));
  if (answersFile === undefined)
    throw new CliError(
      `A replay needs to know how people answer: ${options.map} names no "answers", and --answers is not there.`
    );
  return { column, answers: readInput(answersFile), answersFile };
}

function report(result: ImportResult & Partial<ReplayResult>): string[] {
  const rows = [
    ['rows in', result.rowsIn],
    ['created', result.created],
    ['updated', result.updated],
    ['unchanged', result.unchanged],
    ['failed', result.failed.length]
  ].map((row) => row.map(String));
  const made = Object.entries(result.made).map(([object, count]) => [object, String(count)]);
  const speed = Math.round((result.rowsIn * 1000) / Math.max(1, result.milliseconds));
  return [
    ...shown(result.failed.map(({ line, reason }) => `line ${line}: ${reason}`)),
    table(['rows', 'number'], rows),
    ...(made.length > 0 ? ['', table(['made', 'number'], made)] : []),
    ...(result.movedWeeks === undefined ? [] : replayed(result as ReplayResult)),
    `${(result.milliseconds / 1000).toFixed(1)} s, ${speed} rows a second`
  ];
}

function replayed(result: ReplayResult): string[] {
  const answers = result.answers.map(({ name, planned, done, never, gone, refused }) =>
    [name, planned, done, never, gone, Object.values(refused).reduce((sum, n) => sum + n, 0)].map(String)
  );
  const codes = result.answers.flatMap(({ name, refused }) =>
    Object.entries(refused).map(([code, count]) => `${name}: ${count} refused, ${code}`)
  );
  const moved = result.movedWeeks > 0 ? `, the days of the file moved by ${result.movedWeeks} weeks` : '';
  const summaries = result.summary.flatMap(({ title, rows }) => [
    '',
    table(
      [title, 'all', 'good', 'rate'],
      rows.map(({ of, all, good, rate }) => [
        of,
        String(all),
        String(good),
        rate === null ? 'few' : `${rate.toFixed(1)}%`
      ])
    )
  ]);
  const days = Math.round((Date.parse(result.to) - Date.parse(result.from)) / 86_400_000);
  return [
    ...shown(result.failures.map(({ label, message }) => `${label}: ${message}`)),
    '',
    table(['answers', 'planned', 'done', 'never', 'gone', 'refused'], answers),
    ...codes,
    ...summaries,
    '',
    `${result.from} to ${result.to}, ${days} days${moved}`,
    `ran: ${Object.entries(result.ran)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', ')}`
  ];
}

function shown(lines: readonly string[]): string[] {
  const more = lines.length - SHOWN_FAILURES;
  return [...lines.slice(0, SHOWN_FAILURES), ...(more > 0 ? [`... and ${more} more`] : [])];
}
