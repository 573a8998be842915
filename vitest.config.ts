import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['scripts/**/*.test.ts'],
    globalSetup: 'scripts/test/temporary-folder.ts',
    pool: 'forks',
    // The rooms keep nothing between orgs, so the files of a worker share their modules: loading them anew took a third of the time.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000
  }
});
