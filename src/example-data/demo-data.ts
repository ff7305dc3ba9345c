import { generateSubmissions } from './generate.ts'
import type { Submission } from './submission.ts'

/** The size of the demo data, in tests (decisions 3). */
export const demoTests = 20_000
/** The demo data covers this many days: the default interval of the listings (trees.md 4.1). */
export const demoDays = 7
/** Fixed, so that an interrupted load can be repeated: the same items come again, times aside. */
export const demoSeed = 20

/** What an empty database is filled with, in the order of arrival (decisions 3). */
export function demoSubmissions(now: Date): Generator<Submission> {
  return generateSubmissions({ tests: demoTests, seed: demoSeed, now, days: demoDays })
}
