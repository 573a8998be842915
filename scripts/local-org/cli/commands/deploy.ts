import type { Command } from 'commander';
import { formatDiagnostic } from '../../contracts/diagnostics.ts';
import type { CliDeps, CommonOptions } from '../deps.ts';
import { CliError } from '../output.ts';

export function addDeploy(command: Command, deps: CliDeps): void {
  command
    .description('Deploy the project into a new org and list everything in it that is wrong or not supported.')
    .action(async (options: CommonOptions) => {
      const out = deps.output(options.json === true);
      const begun = performance.now();
      const { problems, components } = await deps.open(options.project, {
        strict: false,
        coverage: false,
        seed: false
      });
      const milliseconds = Math.round(performance.now() - begun);
      for (const problem of problems) out.line(formatDiagnostic(problem));
      const stopping = problems.filter((problem) => problem.level !== 'warning').length;
      out.line(`${components} components deployed to the local org in ${milliseconds} ms, ${stopping} problems`);
      out.result({ components, milliseconds, problems });
      if (stopping > 0) throw new CliError('', 1);
    });
}
