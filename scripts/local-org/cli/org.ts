import { openProject } from './open.ts';
import { createOutput } from './output.ts';
import { runCli } from './program.ts';

process.exitCode = await runCli(process.argv.slice(2), { open: openProject, output: (json) => createOutput(json) });
