import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import lwc from '@lwc/rollup-plugin';
import replace from '@rollup/plugin-replace';
import { transform } from 'esbuild';
import { rollup } from 'rollup';
import type { OutputChunk, Plugin } from 'rollup';
import { buildSprite, ICON_CATEGORIES, NO_ICON_LIBRARIES, patchIcon } from './icons.ts';
import { ENGINE_MODULES } from './modules.ts';
import { vendorPlace } from './places.ts';
import type { Vendor } from './places.ts';
import { basePackage } from './paths.ts';

const ENTRY = '\0entry:';
const RUNTIME = '\0runtime:';

/**
 * The engine and the used base components as browser modules, built once per version and set of components.
 * Takes about ten seconds when it has to build.
 */
export async function buildVendor(used: readonly string[], supplied: readonly string[]): Promise<Vendor> {
  const { key, folder } = vendorPlace(used, supplied);
  if (existsSync(folder)) return { folder, key, built: false };
  const work = `${folder}.${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  await writeModules(work, used, supplied);
  writeIcons(work);
  if (!existsSync(folder)) renameSync(work, folder);
  return { folder, key, built: true };
}

async function writeModules(folder: string, used: readonly string[], supplied: readonly string[]): Promise<void> {
  const names = [...ENGINE_MODULES, ...used];
  const bundle = await rollup({
    input: Object.fromEntries(names.map((name) => [name, `${ENTRY}${name}`])),
    external: (id) => supplied.includes(id),
    plugins: [vendorPlugin(), replaceConstants(), lwc(vendorOptions())],
    onwarn(warning) {
      if (warning.code === 'UNRESOLVED_IMPORT') throw new Error(`Base components: ${warning.message}`);
    }
  });
  const { output } = await bundle.generate({
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: 'base-[hash].js',
    // One chunk for everything that is loaded at once: a page asks for one large file instead of a hundred small ones.
    manualChunks: (id) => (id.includes('synthetic-shadow') ? 'shadow' : 'base'),
    paths: (id) => `/assets/app/modules/${id}.js`
  });
  await bundle.close();
  const chunks = output.filter((item): item is OutputChunk => item.type === 'chunk');
  await Promise.all(chunks.map((chunk) => writeChunk(folder, chunk)));
}

async function writeChunk(folder: string, chunk: OutputChunk): Promise<void> {
  const path = join(folder, chunk.fileName);
  mkdirSync(join(path, '..'), { recursive: true });
  const { code } = await transform(chunk.code, { minify: true, target: 'es2022', legalComments: 'none' });
  writeFileSync(path, code);
}

function writeIcons(folder: string): void {
  mkdirSync(join(folder, 'icons'), { recursive: true });
  for (const category of ICON_CATEGORIES)
    writeFileSync(join(folder, 'icons', `${category}.svg`), buildSprite(category));
}

function vendorOptions(): Parameters<typeof lwc>[0] {
  return {
    rootDir: join(basePackage(), 'external'),
    modules: [{ npm: 'lightning-base-components' }, { dir: join(basePackage(), 'src') }],
    enableDynamicComponents: true,
    enableSyntheticElementInternals: true,
    exclude: [`${ENTRY}*`, `${RUNTIME}*`]
  };
}

export function replaceConstants(): Plugin {
  return replace({
    preventAssignment: true,
    values: { 'import.meta.env.SSR': 'false', 'process.env.NODE_ENV': JSON.stringify('production') }
  });
}

function vendorPlugin(): Plugin {
  return {
    name: 'local-org-vendor',
    resolveId(id) {
      if (id.startsWith(ENTRY)) return id;
      // What depends on the user is asked for at run time, so that one build serves every persona.
      if (id.startsWith('@salesforce/i18n/') || id === '@salesforce/client/formFactor') return `${RUNTIME}${id}`;
      return null;
    },
    load(id) {
      if (id.startsWith(ENTRY)) return entrySource(id.slice(ENTRY.length));
      if (id.startsWith(RUNTIME)) return runtimeSource(id.slice(RUNTIME.length));
      const path = id.split('?')[0] ?? id;
      // Styles for native shadow (`:host([data-render-mode="shadow"])`): with synthetic shadow the page's own
      // stylesheet does that work, and these two megabytes would never match. Not empty: the compiler makes an empty sheet undefined.
      if (path.endsWith('.slds.css')) return '.local-org-unused { --unused: 0; }';
      if (path.endsWith('/primitiveIcon/fetch.js')) return NO_ICON_LIBRARIES;
      if (path.endsWith('/primitiveIcon/primitiveIcon.js')) return patchIcon(readFileSync(path, 'utf8'));
      return null;
    }
  };
}

function entrySource(name: string): string {
  if (name.startsWith('@lwc/')) return `import '${name}';`;
  if (name === 'lwc') return `export * from 'lwc';`;
  return `export * from '${name}'; import * as all from '${name}'; export default all['default'];`;
}

function runtimeSource(id: string): string {
  const file = `${id.replace('@salesforce/', '@salesforce-').replace('/', '-')}.js`;
  const fallback = join(basePackage(), 'scopedImports', file);
  const key = JSON.stringify(id.replace(/^@salesforce\/(i18n|client)\//, ''));
  if (!existsSync(fallback)) throw new Error(`The base components have no default for ${id}.`);
  return `import otherwise from ${JSON.stringify(fallback)};\nexport default globalThis.localOrg?.i18n?.[${key}] ?? otherwise;`;
}
