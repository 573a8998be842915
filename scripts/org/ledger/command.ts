import { Command, CommanderError } from 'commander';
import { createOutput, table } from '../../local-org/cli/output.ts';
import type { Output } from '../../local-org/cli/output.ts';
import { login } from './login.ts';
import { asOf, prove } from './prove.ts';
import type { ClockThen, Proof } from './prove.ts';
import type { OrgReader } from './read.ts';
import { restReader } from './rest.ts';

interface Options {
  readonly project: string;
  readonly targetOrg?: string;
  readonly at?: string;
  readonly lead?: string;
  readonly clock?: string;
  readonly most: string;
  readonly json?: boolean;
}

/** What the command needs from outside, so that a test can give its own. */
export interface LedgerDeps {
  open(options: Options): Promise<OrgReader>;
  output(json: boolean): Output;
}

const DEPS: LedgerDeps = {
  open: async ({ project, targetOrg }) => restReader(await login(project, targetOrg)),
  output: (json) => createOutput(json)
};

/** Runs one command line; 0 the ledger tells every clock, 1 it does not or the org cannot be read, 2 not understood. */
export async function runLedger(args: readonly string[], deps: LedgerDeps = DEPS): Promise<number> {
  let code = 0;
  const command = new Command('ledger')
    .description('Rebuilds every clock of an org from its ledger alone and compares each field of its state.')
    .option('--project <folder>', 'project whose running local org is read', '.')
    .option('--target-org <alias>', 'read a real org, by its alias or username in the sf CLI')
    .option('--lead <id>', 'show the clocks of this lead instead')
    .option('--clock <id>', 'show this clock instead')
    .option('--at <instant>', 'as the ledger knew them at this instant (ISO 8601; now when left out)')
    .option('--most <number>', 'differences to print', '20')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nEnds with 0 when no clock differs, 1 when one does or the org cannot be read.')
    .exitOverride()
    .action(async (options: Options) => {
      code = await act(options, deps);
    });
  try {
    await command.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    deps.output(false).warn((error as Error).message);
    return 1;
  }
}

async function act(options: Options, deps: LedgerDeps): Promise<number> {
  const out = deps.output(options.json === true);
  const id = options.clock ?? options.lead;
  if (options.at !== undefined && id === undefined) throw new Error('--at needs --lead or --clock.');
  const until = options.at === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(options.at);
  if (Number.isNaN(until)) throw new Error(`"${options.at}" is no instant; write 2026-12-01T15:30:00Z.`);
  const most = Number(options.most);
  if (!Number.isInteger(most) || most < 0) throw new Error(`--most is a whole number, not "${options.most}".`);
  const org = await deps.open(options);
  if (id !== undefined) return show(await asOf(org, id, until), out);
  const proof = await prove(org, most, (clocks) => out.progress(`${clocks} clocks`));
  for (const line of report(proof)) out.line(line);
  out.result(proof);
  return proof.different + proof.orphans > 0 ? 1 : 0;
}

function report(proof: Proof): string[] {
  const rows = [
    ['clocks', proof.clocks],
    ['entries', proof.entries],
    ['changes of state', proof.changes],
    ['values compared', proof.values],
    ['clocks that differ', proof.different],
    ['entries without clock', proof.orphans]
  ].map((row) => row.map(String));
  const lines = proof.differences.map(({ clock, field, has, ledger, problem }) =>
    field === null ? `${clock}: ${problem}` : `${clock}.${field}: the clock has ${say(has)}, the ledger ${say(ledger)}`
  );
  return [...lines, table(['ledger', 'number'], rows)];
}

function show(clocks: readonly ClockThen[], out: Output): number {
  for (const { clock, state, problems } of clocks) {
    out.line(`${clock}${state ? '' : ': not started yet'}`);
    for (const problem of problems) out.line(`  ${problem}`);
    for (const [field, value] of Object.entries(state ?? {})) if (value !== null) out.line(`  ${field}: ${say(value)}`);
  }
  if (clocks.length === 0) out.warn('There is no such clock.');
  out.result(clocks);
  return clocks.length === 0 || clocks.some(({ problems }) => problems.length > 0) ? 1 : 0;
}

function say(value: unknown): string {
  return value === null ? 'nothing' : JSON.stringify(value);
}
