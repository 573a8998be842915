import { readLocalOrgConfig } from '../lightning/index.ts';
import type { LocalOrgConfig } from '../lightning/index.ts';
import { createOrg, keepOrg, readKept, restoreOrg } from '../org/index.ts';
import type { LocalOrg } from '../org/index.ts';
import type { OpenedOrg, OpenOptions } from './deps.ts';
import { seededShelf } from './seeded.ts';
import type { Shelf } from './seeded.ts';
import { loadSeed } from './work/index.ts';

/**
 * Deploys a project into a new org, as its `config/local-org.json` says, and loads its seed, or restores the seeded org
 * of an earlier start where nothing that it comes from has changed.
 */
export async function openProject(projectDir: string, options: OpenOptions): Promise<OpenedOrg> {
  const config = readLocalOrgConfig(projectDir);
  const shelf = keepsSeeded(config, options) ? seededShelf(projectDir, config, options) : undefined;
  const org =
    (shelf && restored(shelf, projectDir, config, options)) ?? (await seeded(shelf, projectDir, config, options));
  const { components, apex, bundles } = org.project;
  return { org, config, problems: org.problems, components: components.length + apex.length + bundles.length };
}

/** An org that starts at the machine's time cannot be told from a kept one by what it comes from. */
function keepsSeeded(config: LocalOrgConfig, options: OpenOptions): boolean {
  return options.seed && options.fresh !== true && (config.seed ?? []).length > 0 && config.start !== undefined;
}

function deploy(projectDir: string, config: LocalOrgConfig, options: OpenOptions, now: number | undefined): LocalOrg {
  return createOrg({
    projectDir,
    strict: options.strict,
    coverage: options.coverage,
    ...(now === undefined ? {} : { now }),
    ...(config.timeZone ? { timeZone: config.timeZone } : {}),
    ...(config.name ? { name: config.name } : {}),
    ...(config.alsoDeploy ? { alsoDeploy: config.alsoDeploy } : {})
  });
}

function restored(
  shelf: Shelf,
  projectDir: string,
  config: LocalOrgConfig,
  options: OpenOptions
): LocalOrg | undefined {
  const say = options.onNote ?? (() => undefined);
  const bytes = shelf.take((why) => say(`the kept org (${shelf.name}) is not used: ${why}; it is seeded anew`));
  if (!bytes) return undefined;
  try {
    const kept = readKept(bytes);
    const org = deploy(projectDir, config, options, kept.now);
    restoreOrg(org, kept);
    say(`seeded org taken from ${shelf.name}`);
    return org;
  } catch (error) {
    say(`the kept org (${shelf.name}) does not fit: ${(error as Error).message}; it is seeded anew`);
    shelf.throwAway();
    return undefined;
  }
}

async function seeded(
  shelf: Shelf | undefined,
  projectDir: string,
  config: LocalOrgConfig,
  options: OpenOptions
): Promise<LocalOrg> {
  const start = config.seedFrom ?? config.start;
  const org = deploy(projectDir, config, options, start === undefined ? undefined : Date.parse(start));
  if (!options.seed) return org;
  await loadSeed(org, projectDir, config.seed ?? [], {
    options: options.seedOptions ?? {},
    progress: options.onSeed ?? (() => undefined)
  });
  if (config.start) org.async.advanceTo(Math.max(org.clock.now(), Date.parse(config.start)));
  if (shelf) keep(shelf, org, options);
  return org;
}

/** An org that cannot be kept works all the same; it only has to be seeded again next time. */
function keep(shelf: Shelf, org: LocalOrg, options: OpenOptions): void {
  try {
    shelf.put(keepOrg(org));
  } catch (error) {
    options.onNote?.(`the seeded org is not kept for the next start: ${(error as Error).message}`);
  }
}
