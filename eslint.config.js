// ESLint for scripts, components and styles. Its packages live in the workspace of `npm run validate`, which installs
// them at first use, so that `npm ci` stays quick.
import { createRequire } from 'node:module';

const require = createRequire(new URL('./scripts/validate/tools/package.json', import.meta.url));
const tseslint = require('typescript-eslint');
const lwc = require('@salesforce/eslint-config-lwc');
const slds = require('@salesforce-ux/eslint-plugin-slds');

const COMPONENTS = ['force-app/**/lwc/**'];
const within = (folders, extension) => folders.map((folder) => `${folder}/*.${extension}`);
const only = (files, configs) => configs.map((config) => ({ ...config, files }));

export default [
  {
    ignores: [
      '**/node_modules/',
      'dist/',
      'out/',
      'coverage/',
      '.local-org/',
      // Written by the build from the TypeScript beside them.
      'force-app/**/lwc/*/*.js',
      'scripts/local-org/fixtures/',
      'scripts/validate/fixtures/'
    ]
  },
  // An unused disable comment hides the next real finding.
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...only(['**/*.ts', '**/*.mts'], tseslint.configs.recommended),
  {
    files: ['**/*.ts', '**/*.mts'],
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-control-regex': 'error',
      'no-alert': 'error',
      'no-eval': 'error',
      'no-var': 'error'
    }
  },
  ...only(within(COMPONENTS, 'ts'), lwc.configs.recommendedTs),
  // One parser for all rules: those of typescript-eslint do not read Babel's tree.
  { files: within(COMPONENTS, 'ts'), languageOptions: { parser: tseslint.parser } },
  {
    files: within(COMPONENTS, 'ts'),
    rules: {
      // The rule of typescript-eslint knows types, this one takes their names for variables.
      'no-unused-vars': 'off',
      // `void` says that a promise is left to itself on purpose.
      'no-void': 'off'
    }
  },
  {
    files: within(['force-app/**/__tests__'], 'ts'),
    // Tests wait step by step, and play the browser's own events.
    rules: { 'no-await-in-loop': 'off', '@lwc/lwc/prefer-custom-event': 'off' }
  },
  { files: ['scripts/test/jest-mocks/**/*.js'], languageOptions: { parser: tseslint.parser } },
  ...slds.configs['flat/recommended-css'].map((config) => ({ ...config, files: within(COMPONENTS, 'css') })),
  ...slds.configs['flat/recommended-html'].map((config) => ({ ...config, files: within(COMPONENTS, 'html') }))
];
