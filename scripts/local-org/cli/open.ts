import { readLocalOrgConfig } from '../lightning/index.ts';
import { createOrg } from '../org/index.ts';
import type { OpenedOrg, OpenOptions } from './deps.ts';
import { loadSeed } from './work/index.ts';

/** Deploys a project into a new org, as its `config/local-org.json` says, and loads its seed. */
export async function openProject(projectDir: string, options: OpenOptions): Promise<OpenedOrg> {
  const config = readLocalOrgConfig(projectDir);
  const org = createOrg({
    projectDir,
    strict: options.strict,
    coverage: options.coverage,
    ...startOf(config.seedFrom ?? config.start),
    ...(config.timeZone ? { timeZone: config.timeZone } : {}),
    ...(config.name ? { name: config.name } : {}),
    ...(config.alsoDeploy ? { alsoDeploy: config.alsoDeploy } : {})
  });
  if (options.seed) {
    await loadSeed(org, projectDir, config.seed ?? [], { options: options.seedOptions ?? {}, progress: options.onSeed ?? (() => undefined) });
    if (config.start) org.async.advanceTo(Math.max(org.clock.now(), Date.parse(config.start)));
  }
  const { components, apex, bundles } = org.project;
  return { org, config, problems: org.problems, components: components.length + apex.length + bundles.length };
}

function startOf(instant: string | undefined): { now?: number } {
  return instant ? { now: Date.parse(instant) } : {};
}
