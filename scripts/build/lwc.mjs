// Compiles the TypeScript of Lightning web components to the JavaScript that a deploy ships. Used by the build script
// (in place, beside the source) and by the page host (in memory), so that both run the same text.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const SKIPPED_FOLDERS = new Set(['node_modules', '__tests__', '__mocks__', '.git', 'dist']);

/** Folders named by `sfdx-project.json`, absolute. */
export function packageFolders(projectDir) {
  const project = JSON.parse(readFileSync(join(projectDir, 'sfdx-project.json'), 'utf8'));
  return project.packageDirectories.map((entry) => join(projectDir, entry.path)).filter((path) => existsSync(path));
}

/** Every component bundle below the package folders: `{ name, folder }`, sorted by name. */
export function findBundles(projectDir) {
  const bundles = [];
  for (const root of packageFolders(projectDir)) collectBundles(root, bundles);
  return bundles.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function collectBundles(folder, bundles) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || SKIPPED_FOLDERS.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.name === 'lwc') bundles.push(...bundlesIn(path));
    else collectBundles(path, bundles);
  }
}

function bundlesIn(lwcFolder) {
  return readdirSync(lwcFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name))
    .map((entry) => ({ name: entry.name, folder: join(lwcFolder, entry.name) }));
}

/** The TypeScript sources of one bundle that become JavaScript. */
export function typescriptSources(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && !file.endsWith('.test.ts'))
    .map((file) => join(folder, file));
}

/**
 * Erases types and keeps decorators, class fields, comments and layout. Throws with file, line and column when the
 * text does not parse.
 */
export function transpileLwc(ts, text, file) {
  const result = ts.transpileModule(text, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      experimentalDecorators: false,
      useDefineForClassFields: true,
      isolatedModules: true,
      newLine: ts.NewLineKind.LineFeed
    }
  });
  const [first] = result.diagnostics ?? [];
  if (first) throw new Error(describe(ts, first, text, file));
  return result.outputText;
}

function describe(ts, diagnostic, text, file) {
  const before = text.slice(0, diagnostic.start ?? 0).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return `${file}:${before.length}:${column} error: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')} [TS${diagnostic.code}]`;
}

/** Compiles every component of a project in place. Returns how many files were looked at and how many changed. */
export async function compileInPlace(projectDir) {
  const { default: ts } = await import('typescript');
  let compiled = 0;
  let changed = 0;
  for (const bundle of findBundles(projectDir)) {
    for (const source of typescriptSources(bundle.folder)) {
      const target = source.replace(/\.ts$/, '.js');
      const text = transpileLwc(ts, readFileSync(source, 'utf8'), relative(projectDir, source));
      compiled += 1;
      if (existsSync(target) && readFileSync(target, 'utf8') === text) continue;
      writeFileSync(target, text);
      changed += 1;
    }
  }
  return { compiled, changed };
}

/** `tsconfig.lwc.json`: one path per bundle, because `paths` allows one star only and `c/*` would need two. */
export function lwcTypeConfig(projectDir) {
  const bundles = findBundles(projectDir);
  const at = (bundle) => relative(projectDir, bundle.folder).split('\\').join('/');
  const paths = Object.fromEntries(bundles.map((bundle) => [`c/${bundle.name}`, [`./${at(bundle)}/${bundle.name}`]]));
  return {
    '//': 'Written by scripts/build/build.mjs: one path per component bundle. Do not edit.',
    compilerOptions: {
      target: 'ESNext',
      lib: ['ESNext', 'DOM', 'DOM.Iterable'],
      module: 'ESNext',
      moduleResolution: 'bundler',
      strict: true,
      noUncheckedIndexedAccess: true,
      noImplicitOverride: false,
      useDefineForClassFields: true,
      experimentalDecorators: false,
      skipLibCheck: true,
      noEmit: true,
      types: [],
      paths
    },
    include: ['types/lwc/**/*.d.ts', ...bundles.map((bundle) => `${at(bundle)}/*.ts`)],
    exclude: ['node_modules', 'dist', '**/__tests__/**']
  };
}
