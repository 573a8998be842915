// Builds what runs: the scripts into `dist/` and the TypeScript of the components in place. Runs in `npm ci` (prepare)
// and by `npm run build`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { compileInPlace, lwcTypeConfig } from './lwc.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Output name in `dist/` to source. */
const ENTRIES = {
  org: 'scripts/local-org/cli/org.ts',
  test: 'scripts/test/main.ts',
  validate: 'scripts/validate/main.ts',
  'local-org-bench': 'scripts/local-org/bench/main.ts',
  demo: 'scripts/org/demo/main.ts',
  'import-bench': 'scripts/org/bench/import.ts',
  'start-bench': 'scripts/org/bench/start.ts',
  'storm-bench': 'scripts/org/bench/storm.ts',
  'history-bench': 'scripts/org/bench/history.ts',
  ledger: 'scripts/org/ledger/main.ts',
  mutation: 'scripts/local-org/testing/mutation/main.ts',
  'pages-worker': 'scripts/local-org/lightning/build/worker.ts'
};

async function bundleScripts() {
  const present = Object.entries(ENTRIES).filter(([, source]) => existsSync(join(ROOT, source)));
  for (const [name, source] of Object.entries(ENTRIES)) {
    if (!existsSync(join(ROOT, source))) console.log(`build: dist/${name}.js skipped, ${source} does not exist yet`);
  }
  if (present.length === 0) return;
  await build({
    absWorkingDir: ROOT,
    entryPoints: Object.fromEntries(present),
    outdir: 'dist',
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    logLevel: 'warning'
  });
  console.log(`build: ${present.map(([name]) => `dist/${name}.js`).join(', ')}`);
}

async function compileComponents() {
  const { compiled, changed } = await compileInPlace(ROOT);
  const config = `${JSON.stringify(lwcTypeConfig(ROOT), null, 2)}\n`;
  const path = join(ROOT, 'tsconfig.lwc.json');
  if (!existsSync(path) || readFileSync(path, 'utf8') !== config) writeFileSync(path, config);
  console.log(`build: ${compiled} component sources, ${changed} changed`);
}

try {
  await bundleScripts();
  await compileComponents();
} catch (error) {
  console.error(`build failed: ${error.message}`);
  process.exit(1);
}
