import type { Command } from 'commander';
import type { CliDeps, CommonOptions } from '../deps.ts';
import { CliError } from '../output.ts';
import { doTask, sayNotKept } from '../task-command.ts';
import type { AdvanceOutput } from '../tasks.ts';

export function addAdvance(command: Command, deps: CliDeps): void {
  command
    .description('Move the clock of the org forward and run what falls due on the way.')
    .argument('<time>', 'how far: 30m, 2h, 7d, 1w, 1d12h')
    .action(async (by: string, options: CommonOptions) => {
      const out = deps.output(options.json === true);
      const { value, kept } = await doTask<AdvanceOutput>(deps, out, options, 'advance', { by });
      for (const { label, message } of value.failures) out.line(`${label} failed: ${message}`);
      for (const [kind, count] of Object.entries(value.byKind)) out.line(`${kind}: ${count}`);
      out.line(`It was ${value.from}, it is ${value.to}; ${value.ran} things ran, ${value.failures.length} failed`);
      out.result({ ...value, kept });
      if (!kept) sayNotKept(out);
      if (value.failures.length > 0) throw new CliError('', 1);
    });
}
