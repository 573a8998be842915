import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');

export default {
  ...jestConfig,
  testMatch: ['**/force-app/**/__tests__/**/*.test.ts'],
  // What ships is the emitted JavaScript, so that is what the tests run.
  moduleFileExtensions: ['js', 'ts', 'html', 'json'],
  moduleNameMapper: {
    ...jestConfig.moduleNameMapper,
    '^lightning/button$': '<rootDir>/scripts/test/jest-mocks/lightning/button.js',
    '^lightning/modal$': '<rootDir>/scripts/test/jest-mocks/lightning/modal.js'
  },
  setupFilesAfterEnv: ['<rootDir>/scripts/test/jest-setup.js'],
  // A busy machine must not turn a test that moves minutes of fake time into a failure.
  testTimeout: 30_000,
  coverageProvider: 'v8'
};
