// ES-only packages are compiled too, because jest loads everything here as CommonJS.
const esOnly = [
  'jose',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
  'ulid',
  'restify-errors',
  'content-disposition',
];

/** @type {import('jest').Config} */
export default {
  rootDir: '.',
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/test/**/*.test.tsx'],
  testEnvironment: 'node',
  watchman: false,
  transform: {
    '^.+\\.[jt]sx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          target: 'es2022',
          transform: { react: { runtime: 'automatic' } },
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esOnly.join('|')})/)`],
  moduleNameMapper: { '^adaptivecards$': 'adaptivecards/dist/adaptivecards.js' },
  // How long a test takes is no failure on a slow machine; one that hangs ends all the same.
  testTimeout: 180_000,
  // Much of a run is waiting for browsers and started services, so one more than the two cores it is made for.
  maxWorkers: 3,
  globalSetup: '<rootDir>/test/support/globalSetup.mjs',
  testSequencer: '<rootDir>/test/support/sequencer.cjs',
};
