import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PagesInput } from './input.ts';
import { pagesCache, shellFolder, toolRoot } from './paths.ts';

/** Grows when the way of building changes, so that older caches are not taken. */
const VENDOR_FORMAT = 6;
const APP_FORMAT = 3;

export interface Vendor {
  /** Folder with `lightning/button.js`, `lwc.js`, `icons/utility.svg`, ... */
  readonly folder: string;
  readonly key: string;
  readonly built: boolean;
}

export interface App {
  readonly folder: string;
  readonly key: string;
  readonly built: boolean;
}

/** Where the base components of these names are, or would be, built. */
export function vendorPlace(used: readonly string[], supplied: readonly string[]): Omit<Vendor, 'built'> {
  const key = vendorKey(used, supplied);
  return { folder: join(pagesCache(), `vendor-${key}`), key };
}

/** Where the pages of this project are, or would be, built. */
export function appPlace(input: PagesInput, vendorKey: string): Omit<App, 'built'> {
  const key = appKey(input, vendorKey);
  return { folder: join(pagesCache(), `app-${key}`), key };
}

function vendorKey(used: readonly string[], supplied: readonly string[]): string {
  const hash = createHash('sha256');
  for (const name of ['lwc', 'lightning-base-components']) {
    hash.update(readFileSync(join(toolRoot(), 'node_modules', name, 'package.json')));
  }
  hash.update(JSON.stringify([VENDOR_FORMAT, used, supplied]));
  return hash.digest('hex').slice(0, 16);
}

function appKey(input: PagesInput, vendorKey: string): string {
  const hash = createHash('sha256').update(JSON.stringify([APP_FORMAT, vendorKey, input]));
  for (const folder of [shellFolder(), ...input.bundles.map((b) => b.folder)]) {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      if (entry.isFile() && !entry.parentPath.includes('__tests__'))
        hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
