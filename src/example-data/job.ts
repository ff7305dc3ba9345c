import type { PlannedBuild } from './build-item.ts'
import type { CheckoutRun } from './checkout-run.ts'
import { platformsOf, type Platform } from './platforms.ts'
import { Random } from './random.ts'
import { suitesOf, type TestSuite } from './test-suites.ts'

/** One lab job: a suite on a platform, of which `tests` tests are reported. */
export type Job = {
  platform: Platform
  suite: TestSuite
  tests: number
}

/**
 * The lab jobs of a build, until its tests are used up: suite by suite on every platform, and again
 * from the start for builds that are tested even more. A branch keeps its platforms and its order of
 * suites from commit to commit, so that the same test has a history on the same platform.
 */
export function* jobsOf(run: CheckoutRun, { recipe, tests }: PlannedBuild): Generator<Job> {
  if (tests === 0) return
  const platforms = platformsTesting(run, recipe.architecture)
  const suites = suitesRunning(run)
  for (let left = tests; left > 0;) {
    for (const suite of suites) {
      for (const platform of platforms) {
        if (left === 0) return
        if (!runsOn(suite, platform)) continue
        const size = Math.min(left, suite.cases.length + (startsWithBoot(suite) ? 0 : 1))
        left -= size
        yield { platform, suite, tests: size }
      }
    }
  }
}

/** Whether the suite is a boot itself; every other job reports the boot it began with. */
export function startsWithBoot(suite: TestSuite): boolean {
  return suite.name.startsWith('boot') && suite.name !== 'bootrr'
}

/** Unit tests of the kernel run in containers, everything else on machines. */
function runsOn(suite: TestSuite, platform: Platform): boolean {
  return (suite.name === 'kunit') === (platform.name === 'kubernetes')
}

function platformsTesting({ seed, planned }: CheckoutRun, architecture: string): Platform[] {
  const { origin, branch } = planned
  const random = new Random(seed, 'platforms', origin, branch.url, branch.branch, architecture)
  return random.shuffled(platformsOf(origin, architecture)).slice(0, 2 + Math.ceil(branch.size / 2))
}

function suitesRunning({ seed, planned }: CheckoutRun): TestSuite[] {
  const { origin, branch } = planned
  const [first, ...others] = suitesOf(origin)
  const random = new Random(seed, 'suites', origin, branch.url, branch.branch)
  return first === undefined ? [] : [first, ...random.shuffled(others)]
}
