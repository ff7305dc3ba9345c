import { apportion } from './apportion.ts'
import { branches, type Branch } from './branches.ts'
import { Random } from './random.ts'
import type { TimeWindow } from './window.ts'

/** One checkout that will be made: what of, by whom, when, and how many tests it gets. */
export type PlannedCheckout = {
  /** Position in the order of arrival, oldest first. */
  position: number
  origin: string
  branch: Branch
  /** 0 for the newest commit of the branch, counting back. */
  commitIndex: number
  /** How many commits the branch has in the window. */
  commits: number
  ageMs: number
  tests: number
}

/** One branch as one origin watches it, with the checkouts it makes. */
type WatchedBranch = {
  branch: Branch
  origin: string
  checkouts: number
}

const checkoutsOfDemo = 150
const testsOfDemo = 20_000
const youngestMs = 25 * 60_000
const sizeSpread = 1.3

/**
 * Plans all checkouts of a data set, oldest first, with exactly `tests` tests between them.
 *
 * The number of checkouts grows more slowly than the number of tests (exponent 0.6: 150 for 20,000,
 * 1,570 for a million, 16,400 for 50 million), and the tests are shared out with a long tail: a few
 * huge checkouts, many small ones, some with builds alone. The plan is all that is held in memory.
 */
export function planCheckouts(tests: number, seed: number, window: TimeWindow): PlannedCheckout[] {
  const count = Math.max(1, Math.round(checkoutsOfDemo * (tests / testsOfDemo) ** 0.6))
  const planned = watchedBranches(count)
    .flatMap((watched) => checkoutsOf(watched, seed, window.lengthMs))
    .sort((left, right) => right.ageMs - left.ageMs)
  const random = new Random(seed, 'sizes')
  const weights = planned.map(
    ({ branch, origin }) => branch.size * originShare(origin) * random.skewedFactor(sizeSpread),
  )
  const shares = apportion(tests, weights)
  return planned.map((checkout, position) => ({
    ...checkout,
    position,
    tests: shares[position] ?? 0,
  }))
}

/** Shares `count` checkouts out among the branches and the origins that watch them. */
function watchedBranches(count: number): WatchedBranch[] {
  const watched = branches.flatMap((branch) => branch.origins.map((origin) => ({ branch, origin })))
  const weights = watched.map(({ branch, origin }) => branch.activity * originShare(origin))
  const shares = apportion(count, weights)
  return watched.map((each, index) => ({ ...each, checkouts: shares[index] ?? 0 }))
}

/** Maestro makes most checkouts and runs most tests. */
function originShare(origin: string): number {
  if (origin === 'maestro') return 1
  return origin === 'linaro' ? 0.6 : 0.25
}

/**
 * The checkouts of one branch by one origin, spread over the window, the newest close to now. The
 * branch has fewer commits than checkouts, so that a commit is checked out by several origins, and
 * sometimes by one origin several times.
 */
function checkoutsOf(
  { branch, origin, checkouts }: WatchedBranch,
  seed: number,
  windowMs: number,
): Omit<PlannedCheckout, 'position' | 'tests'>[] {
  const random = new Random(seed, 'checkouts', origin, branch.tree, branch.branch)
  const commits = Math.max(1, Math.ceil(checkouts * 0.8))
  const usableMs = windowMs - 2 * youngestMs
  return Array.from({ length: checkouts }, (_, index) => {
    const part = (index + random.fraction() * 0.95) / checkouts
    return {
      branch,
      origin,
      commits,
      commitIndex: Math.floor(part * commits),
      ageMs: youngestMs + part * usableMs,
    }
  })
}
