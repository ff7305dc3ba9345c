import { defineConfig } from 'vitest/config'

/** What is waited for comes sooner or later: the default of 1 s is not enough on a machine with other work. */
const waits = { poll: { timeout: 20_000 } }

/**
 * Room for what is new: most of what a test makes is garbage soon, and is not copied. The unit tests took 66 s of processor with it, 70 without.
 */
const execArgv = ['--max-semi-space-size=64']

/** Two projects: `unit` needs nothing but Node; `database` shares one real PostgreSQL per run. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
          // only a hang is to fail: the default of 5 s is not enough on a machine with other work
          testTimeout: 30_000,
          hookTimeout: 30_000,
          expect: waits,
          execArgv,
          // the default of one less than there are cores takes nearly twice as long on two
          maxWorkers: 2,
          // these share nothing that a file changes; a fresh copy of every module for each took 56 s, this 29
          isolate: false,
        },
      },
      {
        test: {
          name: 'database',
          include: ['src/**/*.it.ts', 'scripts/**/*.it.ts'],
          globalSetup: ['src/testing/database/database-server.ts'],
          testTimeout: 60_000,
          expect: waits,
          execArgv,
          hookTimeout: 60_000,
          maxWorkers: 2,
          // as above: 433 s with, 380 without
          isolate: false,
        },
      },
    ],
  },
})
