import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { adminUser, findUserId, restRoutes, startServer } from '../../api/index.ts';
import { findBundles } from '../../../build/lwc.mjs';
import { lightningRoutes, pagesInput, preparePages, prepareVendor } from '../../lightning/index.ts';
import type { Site } from '../../lightning/index.ts';
import { controlRoutes } from '../control.ts';
import type { CliDeps, CommonOptions, OpenedOrg } from '../deps.ts';
import { openOrAdvise } from '../lenient.ts';
import { CliError, listDiagnostics } from '../output.ts';
import type { Output } from '../output.ts';
import { seedOptions } from '../seed-options.ts';
import { findRunning, noteRunning } from '../running.ts';

interface StartOptions extends CommonOptions {
  readonly port: string;
  readonly open: boolean;
  readonly frozen?: boolean;
  readonly lenient?: boolean;
  readonly seed?: readonly string[];
  readonly fresh?: boolean;
}

export function addStart(command: Command, deps: CliDeps): void {
  command
    .description('Deploy the project into a new org and serve its pages and APIs on this machine.')
    .option('--port <number>', 'port; 0 takes a free one', '0')
    .option('--no-open', 'do not open a browser')
    .option('--frozen', 'let the clock stand still until it is moved')
    .option('--seed <key=value...>', 'what the seed of the project is told, for example days=91')
    .option('--fresh', 'seed the org anew, also where a seeded one is kept from an earlier start')
    .option('--lenient', 'start even where the project has problems')
    .action((options: StartOptions) => startCommand(options, deps));
}

/** A project's org with its pages, served until `close`. */
export interface ServedProject {
  readonly url: string;
  readonly token: string;
  readonly adminToken: string;
  /** A token for another user. */
  signIn(userId: string): string;
  readonly site: Site;
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly project: string;
  readonly port: number;
  readonly ticking: boolean;
  readonly strict: boolean;
  readonly seedOptions?: Readonly<Record<string, string>>;
  readonly fresh?: boolean;
  readonly onSeed?: (done: number, total: number) => void;
}

/** Serves a project: what `start` does, for tests too. */
export async function serveProject(
  deps: Pick<CliDeps, 'open'>,
  options: ServeOptions,
  say: (text: string) => void
): Promise<ServedProject> {
  const vendor = prepareVendor(findBundles(options.project).map((bundle) => bundle.folder));
  // The base components build in the background; a failure there is reported below, where it is awaited.
  vendor.catch(() => undefined);
  const openOptions = {
    strict: options.strict,
    coverage: false,
    seed: true,
    seedOptions: options.seedOptions ?? {},
    fresh: options.fresh === true
  };
  const watching = { onNote: say, ...(options.onSeed ? { onSeed: options.onSeed } : {}) };
  const opened = await deps.open(options.project, { ...openOptions, ...watching });
  say(`${opened.components} components deployed`);
  const site: { org: OpenedOrg['org']; config: OpenedOrg['config'] } = { org: opened.org, config: opened.config };
  const pages = await preparePages(pagesInput(opened.org, resolve(options.project)), await vendor);
  if (pages.vendor.built) say('base components built (once per version)');
  const reset = async (): Promise<void> => {
    site.org = (await deps.open(options.project, openOptions)).org;
  };
  const server = await startServer({
    served: site,
    port: options.port,
    userId: firstUser(site),
    routes: [
      restRoutes,
      lightningRoutes({ site, pages, ticking: options.ticking, reset }),
      controlRoutes(site, () => undefined)
    ]
  });
  return { ...server, adminToken: server.signIn(adminUser(site.org).id), site };
}

/** The first persona, else the admin. */
function firstUser(site: Site): string {
  const username = site.config.personas?.[0]?.username;
  if (username === undefined) return adminUser(site.org).id;
  const id = findUserId(site.org, username);
  if (!id) throw new CliError(`config/local-org.json names the persona "${username}", but no such user exists.`);
  return id;
}

async function startCommand(options: StartOptions, deps: CliDeps): Promise<void> {
  const out = deps.output(options.json === true);
  const running = await findRunning(options.project);
  if (running) throw new CliError(`This project is served already, at ${running.url} (process ${running.pid}).`);
  const begun = performance.now();
  const onSeed = (done: number, total: number): void => out.progress(`seeding: ${done} of ${total} steps`);
  const served = await serveProject(withProblems(deps, out), { ...startArguments(options), onSeed }, (text) =>
    out.line(text)
  );
  const forget = noteRunning(options.project, { url: served.url, token: served.adminToken, pid: process.pid });
  const link = `${served.url}/?token=${encodeURIComponent(served.token)}`;
  out.line(`local org (not Salesforce) ready in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  out.line(link);
  out.result({ url: served.url, link, token: served.adminToken });
  if (options.open) openBrowser(link);
  await untilStopped();
  forget();
  await served.close();
}

function startArguments(options: StartOptions): ServeOptions {
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new CliError(`"${options.port}" is not a port.`);
  return {
    project: options.project,
    port,
    ticking: options.frozen !== true,
    strict: options.lenient !== true,
    fresh: options.fresh === true,
    seedOptions: seedOptions(options.seed ?? [])
  };
}

function withProblems(deps: CliDeps, out: Output): Pick<CliDeps, 'open'> {
  return {
    async open(project, options) {
      const opened = await openOrAdvise(deps, project, options);
      if (opened.problems.length > 0) out.warn(listDiagnostics(opened.problems, 20));
      return opened;
    }
  };
}

/** Without a browser the printed address is enough, so a failure to open one is not an error. */
function openBrowser(link: string): void {
  const [command, ...args] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
  spawn(command ?? 'xdg-open', [...args, link], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

function untilStopped(): Promise<void> {
  return new Promise((resolvePromise) => {
    process.once('SIGINT', () => resolvePromise());
    process.once('SIGTERM', () => resolvePromise());
  });
}
