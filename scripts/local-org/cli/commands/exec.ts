import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { CliDeps, CommonOptions } from '../deps.ts';
import { CliError } from '../output.ts';
import { doTask } from '../task-command.ts';
import type { ExecOutput, TaskInput } from '../tasks.ts';

interface ExecOptions extends CommonOptions {
  readonly code?: string;
  readonly as?: string;
  readonly trace?: boolean;
  readonly profile?: boolean;
}

export function addExec(command: Command, deps: CliDeps): void {
  command
    .description('Run anonymous Apex and print its debug log.')
    .argument('[file]', 'file with the Apex; - reads it from standard input')
    .option('-e, --code <apex>', 'the Apex itself')
    .option('--as <username>', 'run as this user')
    .option('--trace', 'print everything that the transaction did: queries, saves, triggers, flows, limits')
    .option('--profile', 'print the slowest queries and the statements in loops')
    .action(async (file: string | undefined, options: ExecOptions) => {
      const out = deps.output(options.json === true);
      const source = sourceOf(file, options);
      const { value } = await doTask<ExecOutput>(deps, out, options, 'exec', inputOf(source, options));
      for (const line of value.log) out.line(line);
      for (const text of [value.trace, value.profile]) if (text !== undefined) out.line(text);
      out.result(value);
      if (value.failure !== undefined) throw new CliError(value.failure);
    });
}

function inputOf(source: string, { as, trace, profile }: ExecOptions): TaskInput {
  return { source, ...(as ? { as } : {}), ...(trace ? { trace } : {}), ...(profile ? { profile } : {}) };
}

function sourceOf(file: string | undefined, options: ExecOptions): string {
  if (options.code !== undefined) return options.code;
  if (file === undefined) throw new CliError('Give a file with Apex, - for standard input, or --code.');
  return readInput(file);
}

/** The text of a file, or of standard input for `-`. */
export function readInput(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new CliError(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`);
  }
}
