import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PagesInput } from './input.ts';
import { shellModules } from './modules.ts';
import { shellFolder, toolRoot } from './paths.ts';
import { appPlace, vendorPlace } from './places.ts';
import type { App, Vendor } from './places.ts';
import { usedBaseModules } from './used.ts';

export type { PagesInput } from './input.ts';
export { platformModule } from './platform.ts';

export interface Pages {
  readonly vendor: Vendor;
  readonly app: App;
}

export type BuildRequest =
  | { readonly kind: 'vendor'; readonly used: readonly string[]; readonly supplied: readonly string[] }
  | { readonly kind: 'app'; readonly input: PagesInput; readonly vendorKey: string };

/** Builds the engine and base components that the given component folders use. Can start before a deploy is done. */
export async function prepareVendor(folders: readonly string[]): Promise<Vendor> {
  const supplied = [...shellModules().keys()].sort();
  const used = usedBaseModules([shellFolder(), ...folders], new Set(supplied));
  return built(vendorPlace(used, supplied)) ?? ((await inBackground({ kind: 'vendor', used, supplied })) as Vendor);
}

export async function preparePages(input: PagesInput, vendor: Vendor): Promise<Pages> {
  const app =
    built(appPlace(input, vendor.key)) ?? ((await inBackground({ kind: 'app', input, vendorKey: vendor.key })) as App);
  return { vendor, app };
}

/** What is built already is taken as it is: loading the compilers alone costs seconds. */
function built<T extends { readonly folder: string; readonly key: string }>(
  place: T
): (T & { readonly built: false }) | undefined {
  return existsSync(place.folder) ? { ...place, built: false } : undefined;
}

/** Compiling keeps a processor busy for seconds: from `dist/` it runs in a worker, so that the deploy goes on. */
async function inBackground(request: BuildRequest): Promise<Vendor | App> {
  const worker = join(toolRoot(), 'dist', 'pages-worker.js');
  if (!import.meta.url.includes('/dist/') || !existsSync(worker)) return (await import('./run.ts')).runBuild(request);
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { workerData: request });
    thread.once('message', (answer: { result?: Vendor | App; error?: string }) =>
      answer.result ? resolve(answer.result) : reject(new Error(answer.error))
    );
    thread.once('error', reject);
  });
}
