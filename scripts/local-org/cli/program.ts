import { Command, CommanderError } from 'commander';
import { addAdvance } from './commands/advance.ts';
import { addDeploy } from './commands/deploy.ts';
import { addExec } from './commands/exec.ts';
import { addImport } from './commands/import.ts';
import { addQuery } from './commands/query.ts';
import { addStart } from './commands/start.ts';
import { addSupport } from './commands/support.ts';
import { addTest } from './commands/test.ts';
import type { CliDeps } from './deps.ts';
import { CliError, errorText } from './output.ts';

const COMMANDS: Readonly<Record<string, (command: Command, deps: CliDeps) => void>> = {
  start: addStart,
  deploy: addDeploy,
  test: addTest,
  exec: addExec,
  query: addQuery,
  import: addImport,
  advance: addAdvance,
  support: addSupport
};

/** The commands of the local org. Errors of use end with code 2, others with 1. */
export function createProgram(deps: CliDeps): Command {
  const program = new Command('org').description(
    'A Salesforce org on this machine. It is not Salesforce: see docs/local-org.md for what only a real org can tell.'
  );
  program.exitOverride().showHelpAfterError(false);
  for (const [name, add] of Object.entries(COMMANDS)) {
    const command = program.command(name).exitOverride();
    add(command, deps);
    command.option('--json', 'print one JSON document').option('--project <folder>', 'folder of the SFDX project', '.');
  }
  return program;
}

/** Runs one command line and returns its exit code. */
export async function runCli(args: readonly string[], deps: CliDeps): Promise<number> {
  try {
    await createProgram(deps).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 || error.code === 'commander.help' ? 0 : 2;
    const text = errorText(error);
    if (text !== '') report(text, args.includes('--json'), deps);
    return error instanceof CliError ? error.code : 1;
  }
}

function report(text: string, json: boolean, deps: CliDeps): void {
  if (json) process.stdout.write(`${JSON.stringify({ status: 1, message: text }, null, 2)}\n`);
  else deps.output(false).warn(text);
}
