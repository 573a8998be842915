import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['scripts/**/*.e2e.ts'],
    pool: 'forks',
    // Each file has its own org and browser, so two share the cores.
    maxWorkers: 2,
    // A real browser on a busy machine: what fails twice in a row is a fault, what fails once is reported as flaky.
    retry: 1,
    testTimeout: 120_000,
    hookTimeout: 180_000
  }
});
