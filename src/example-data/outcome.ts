import type { Status } from '../domain/status.ts'
import type { TestCase } from './test-suites.ts'
import type { Platform } from './platforms.ts'
import { mixBits, type Random } from './random.ts'

/** Where in the history of a tree a result stands. */
export type HistoryPoint = {
  /** 0 for the newest commit, 1 for the oldest of the window. */
  age: number
  /** Made so recently that results are still coming in. */
  young: boolean
  /** Identifies the tree: what breaks in one tree need not break in another. */
  treeHash: number
}

/**
 * The result of a test on a platform at a point of history; undefined while it is unknown.
 *
 * Results must look like a history and not like noise, or reports of regressions and fixes have
 * nothing to find. So each test has a character on each platform, drawn from hashes: most always
 * pass, some are always skipped or broken, a few are flaky, and some broke, or were fixed, at one
 * point of the history and stay that way.
 */
export function outcomeOf(
  test: TestCase,
  platform: Platform,
  point: HistoryPoint,
  random: Random,
): Status | undefined {
  const accident = random.fraction()
  if (accident < (point.young ? 0.03 : 0.004)) return undefined
  if (accident > 0.997) return random.pick(['ERROR', 'MISS', 'DONE'])
  const key = Math.imul(test.hash, 31) ^ Math.imul(platform.hash, 17) ^ point.treeHash
  const character = mixBits(key) / 0x1_0000_0000
  const turningPoint = mixBits(key ^ 0x5f356495) / 0x1_0000_0000
  if (character < 0.85) return 'PASS'
  if (character < 0.91) return test.path.startsWith('boot') ? 'PASS' : 'SKIP'
  if (character < 0.925) return 'FAIL'
  if (character < 0.945) return random.chance(0.35) ? 'FAIL' : 'PASS'
  if (character < 0.975) return point.age < turningPoint ? 'FAIL' : 'PASS'
  return point.age < turningPoint ? 'PASS' : 'FAIL'
}
