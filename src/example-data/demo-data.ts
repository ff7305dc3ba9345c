import type { GenerateOptions } from './generate.ts'

/**
 * What an empty database is filled with: about 20,000 tests of the last 7 days (decisions.md 3),
 * which is the default interval of the listings (trees.md 4.1).
 *
 * The seed is fixed, so that a load can be repeated: the same items come again, times aside.
 */
export function demoData(now: Date): Required<GenerateOptions> {
  return { tests: 20_000, seed: 20, days: 7, now }
}
