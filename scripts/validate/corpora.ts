/**
 * Our own metadata gates on public SFDX projects: their metadata deploys, so every finding is a false alarm.
 *
 * Usage: npx tsx scripts/validate/corpora.ts PROJECT_FOLDER...
 */
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Gate } from './contracts.ts';
import { flow } from './gates/flow.ts';
import { metadata } from './gates/metadata/index.ts';
import { names } from './gates/names.ts';
import { references } from './gates/references/index.ts';
import { run } from './run.ts';
import { Workspace } from './workspace.ts';

const HOME = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const OURS: readonly Gate[] = [metadata, names, references, flow];

/** Number of findings in one project; prints each. */
async function alarms(folder: string): Promise<number> {
  const workspace = new Workspace({ root: resolve(folder), home: HOME });
  const { gates } = await run({ gates: OURS, workspace, allowMissing: false, say: console.error });
  const found = gates
    .filter((g) => OURS.some((o) => o.name === g.gate))
    .flatMap((g) => g.findings.map((f) => ({ gate: g.gate, ...f })));
  console.log(
    `${basename(resolve(folder))}: ${workspace.project.components.length} components, ${found.length} findings`
  );
  for (const f of found) console.log(`  ${f.gate}  ${f.file}:${f.line}  ${f.message}  [${f.rule}]`);
  return found.length;
}

async function main(folders: readonly string[]): Promise<void> {
  if (folders.length === 0) throw new Error('Usage: corpora.ts PROJECT_FOLDER...');
  let total = 0;
  for (const folder of folders) total += await alarms(folder);
  process.exitCode = total > 0 ? 1 : 0;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});
