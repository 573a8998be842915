import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import lwc from '@lwc/rollup-plugin';
import { rollup } from 'rollup';
import type { Plugin } from 'rollup';
import ts from 'typescript';
import { transpileLwc } from '../../../build/lwc.mjs';
import type { PagesInput } from './input.ts';
import { ENGINE_MODULES, isBaseModule, shellModules } from './modules.ts';
import { pagesCache, shellFolder } from './paths.ts';
import { appPlace } from './places.ts';
import type { App } from './places.ts';
import { platformModule } from './platform.ts';
import { replaceConstants } from './vendor.ts';

const COMPONENTS = 'shell/components';
const PLATFORM = '\0platform:';
const KEPT = 12;

/**
 * The shell and the project's components as browser modules, kept by content. Throws with file and line for an
 * import, label, field, permission or Apex method that does not exist.
 */
export async function buildApp(input: PagesInput, vendorKey: string): Promise<App> {
  const { key, folder } = appPlace(input, vendorKey);
  if (existsSync(folder)) return { folder, key, built: false };
  const work = `${folder}.${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  await writeApp(input, vendorKey, work).catch((error: unknown) => {
    rmSync(work, { recursive: true, force: true });
    throw new Error(buildErrorText(error, input.projectDir));
  });
  if (!existsSync(folder)) renameSync(work, folder);
  forgetOldApps();
  return { folder, key, built: true };
}

/** The compiler tells the file of an error beside its message. */
function buildErrorText(error: unknown, projectDir: string): string {
  const { message, id, loc, location } = error as {
    message: string;
    id?: string;
    loc?: { line: number; column: number };
    location?: { line: number; column: number };
  };
  const file = id?.split('?')[0];
  if (!file || !file.startsWith('/')) return message;
  const name = relative(projectDir, file);
  const at = loc ?? location;
  const rest = message.replace(`${file}: `, '').split('\n')[0] ?? message;
  return rest.includes(name) ? rest : `${name}:${at?.line ?? 1}:${(at?.column ?? 0) + 1} error: ${rest}`;
}

function forgetOldApps(): void {
  const apps = readdirSync(pagesCache()).filter((name) => /^app-[0-9a-f]+$/.test(name));
  const dated = apps.map((name) => ({ name, at: statTime(join(pagesCache(), name)) })).sort((a, b) => b.at - a.at);
  for (const { name } of dated.slice(KEPT)) rmSync(join(pagesCache(), name), { recursive: true, force: true });
}

function statTime(path: string): number {
  return Number(readFileSync(join(path, 'built.txt'), 'utf8'));
}

async function writeApp(input: PagesInput, vendorKey: string, folder: string): Promise<void> {
  const modules = shellModules();
  const bundle = await rollup({
    input: {
      main: join(shellFolder(), 'main.ts'),
      ...Object.fromEntries([...modules.keys()].map((name) => [`modules/${name}`, name]))
    },
    preserveEntrySignatures: 'allow-extension',
    external: (id) => ENGINE_MODULES.includes(id) || (isBaseModule(id) && !modules.has(id)),
    plugins: [
      projectPlugin(input, modules),
      compileTypes(input.projectDir),
      replaceConstants(),
      lwc(appOptions(input, modules))
    ],
    onwarn: (warning) => refuseWarning(warning, input.projectDir)
  });
  await bundle.write({
    dir: folder,
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    paths: (id) => `/assets/vendor/${vendorKey}/${id}.js`
  });
  await bundle.close();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'built.txt'), String(Date.now()));
}

function refuseWarning(
  warning: { code?: string; message: string; loc?: { file?: string; line: number; column: number } },
  projectDir: string
): void {
  const where = warning.loc?.file
    ? `${relative(projectDir, warning.loc.file)}:${warning.loc.line}:${warning.loc.column}: `
    : '';
  if (warning.code === 'UNRESOLVED_IMPORT' || warning.code === 'MISSING_EXPORT')
    throw new Error(`${where}${warning.message}`);
}

/** Bundles are flat folders, so each is an alias: that gives its templates the namespace `c`. */
function appOptions(input: PagesInput, modules: ReadonlyMap<string, string>): Parameters<typeof lwc>[0] {
  const components = input.bundles.map((b) => ({ name: `c/${b.name}`, path: entryOf(b) })).filter((b) => b.path !== '');
  const shell = [...modules].map(([name, path]) => ({ name, path }));
  return {
    rootDir: join(shellFolder(), 'components'),
    modules: [...components, ...shell],
    enableDynamicComponents: true,
    enableSyntheticElementInternals: true,
    exclude: [`${PLATFORM}*`, join(shellFolder(), 'main.ts')]
  };
}

function entryOf(bundle: { name: string; folder: string }): string {
  const file = ['ts', 'js', 'html', 'css']
    .map((ext) => join(bundle.folder, `${bundle.name}.${ext}`))
    .find((path) => existsSync(path));
  return file ?? '';
}

/** TypeScript becomes the very JavaScript that the build writes beside the source for a deploy. */
function compileTypes(projectDir: string): Plugin {
  return {
    name: 'local-org-typescript',
    transform(text, id) {
      const path = id.split('?')[0] ?? id;
      if (!path.endsWith('.ts')) return null;
      return { code: transpileLwc(ts, text, relative(projectDir, path)), map: null };
    }
  };
}

function projectPlugin(input: PagesInput, modules: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'local-org-project',
    resolveId(id, importer) {
      if (id === COMPONENTS) return `${PLATFORM}${COMPONENTS}`;
      const known = modules.get(id);
      if (known) return `${known}?specifier=${id}`;
      if (id.startsWith('.') && importer) return resolveRelative(id, importer);
      if (isUnknown(id, importer, input))
        throw new Error(`${place(importer, id, input.projectDir)}: the local org has no module "${id}"`);
      if (!id.startsWith('@salesforce/')) return null;
      const module = platformModule(id, input);
      if ('problem' in module) throw new Error(`${place(importer, id, input.projectDir)}: ${module.problem}`);
      return `${PLATFORM}${id}`;
    },
    load(id) {
      if (!id.startsWith(PLATFORM)) return null;
      const name = id.slice(PLATFORM.length);
      if (name === COMPONENTS) return componentsSource(input);
      const module = platformModule(name, input);
      return 'source' in module ? module.source : null;
    }
  };
}

/** A bare import of the project that neither the project, the shell nor the base components can answer. */
function isUnknown(id: string, importer: string | undefined, input: PagesInput): boolean {
  const bare = /^[\w@]/.test(id) && importer !== undefined && existsSync(importer.split('?')[0] ?? '');
  if (!bare || id.startsWith('@salesforce/') || id.startsWith('shell/')) return false;
  return !input.bundles.some((bundle) => `c/${bundle.name}` === id);
}

/** `./util` from a bundle whose file is `util.ts` (or whose source of `./util.js` is). */
function resolveRelative(id: string, importer: string): string | null {
  const base = join(importer.split('?')[0] ?? importer, '..', id.replace(/\.js$/, ''));
  return existsSync(`${base}.ts`) && !/\.(html|css)$/.test(id) ? `${base}.ts` : null;
}

/** File, line and column of an import. */
function place(importer: string | undefined, specifier: string, projectDir: string): string {
  const file = importer?.split('?')[0] ?? '';
  if (!existsSync(file)) return specifier;
  const lines = readFileSync(file, 'utf8').split('\n');
  const line = lines.findIndex((text) => text.includes(specifier));
  return `${relative(projectDir, file)}:${line + 1}:${(lines[line]?.indexOf(specifier) ?? 0) + 1} error`;
}

/** Every component of the project by name, loaded when a page holds it. */
function componentsSource(input: PagesInput): string {
  const scripted = input.bundles.filter((b) => /\.(ts|js|html)$/.test(entryOf(b)));
  const entries = scripted.map((b) => `${JSON.stringify(`c:${b.name}`)}: () => import('c/${b.name}')`);
  return `export const components = {\n${entries.join(',\n')}\n};`;
}
