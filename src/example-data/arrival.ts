import type { Random } from './random.ts'
import type { Build, Checkout, Portion, Test } from './submission.ts'

/** The order in which the portions of one checkout arrive. */
type Style = 'in order' | 'checkout last' | 'builds after tests' | 'incidents first'

const styles: readonly Style[] = [
  ...Array.from({ length: 12 }, () => 'in order' as const),
  'checkout last',
  'builds after tests',
  'builds after tests',
  'incidents first',
]
/** Re-sent items wait for the end of their checkout, but no more than this many. */
const resentLimit = 50

/** A portion, and whether it must not share a submission with what was before it. */
export type Arrival = {
  portion: Portion
  separate: boolean
}

/**
 * How the final portions of one checkout reach the database: most in order, some late (a checkout
 * after all its tests, a build after its tests, an incident before its test), and some items in two
 * submissions, the first of which lacks values that the second fills in.
 */
export function* arrivalsOf(portions: Iterable<Portion>, random: Random): Generator<Arrival> {
  const resent: Portion[] = []
  for (const arrival of ordered(portions, random.pick(styles))) {
    yield { ...arrival, portion: sendInParts(arrival.portion, resent, random) }
    if (resent.length >= resentLimit) yield* resend(resent)
  }
  yield* resend(resent)
}

function* ordered(portions: Iterable<Portion>, style: Style): Generator<Arrival> {
  let held: Portion | undefined
  for (const portion of portions) {
    const late =
      (style === 'checkout last' && portion.checkouts !== undefined) ||
      (style === 'builds after tests' && portion.builds !== undefined)
    if (late) {
      if (held !== undefined) yield { portion: held, separate: true }
      held = portion
    } else if (style === 'incidents first' && (portion.incidents?.length ?? 0) > 0) {
      const { incidents = [], ...others } = portion
      yield { portion: { incidents }, separate: false }
      yield { portion: others, separate: true }
    } else {
      yield { portion, separate: false }
    }
  }
  if (held !== undefined) yield { portion: held, separate: true }
}

function* resend(resent: Portion[]): Generator<Arrival> {
  for (const [index, portion] of resent.splice(0).entries()) {
    yield { portion, separate: index === 0 }
  }
}

/** Replaces some items of a portion by what was known of them early; the rest is to be re-sent. */
function sendInParts(portion: Portion, resent: Portion[], random: Random): Portion {
  const early = { ...portion }
  if (portion.checkouts !== undefined) {
    early.checkouts = portion.checkouts.map((checkout) => {
      if (!random.chance(0.15)) return checkout
      resent.push({ checkouts: [checkout] })
      return withoutFinish(checkout)
    })
  }
  if (portion.builds !== undefined) {
    early.builds = portion.builds.map((build) => {
      if (!random.chance(0.08)) return build
      resent.push({ builds: [build] })
      return unfinishedBuild(build)
    })
  }
  if (portion.tests !== undefined) {
    early.tests = portion.tests.map((test) => {
      if (!random.chance(0.01)) return test
      resent.push({ tests: [test] })
      // Half of the repeated tests bring nothing new.
      return random.chance(0.5) ? unfinishedTest(test) : test
    })
  }
  return early
}

function withoutFinish(checkout: Checkout): Checkout {
  const { origin_builds_finish_time: _b, origin_tests_finish_time: _t, ...early } = checkout
  return early
}

function unfinishedBuild(build: Build): Build {
  const {
    status: _s,
    duration: _d,
    log_url: _l,
    log_excerpt: _e,
    output_files: _o,
    ...early
  } = build
  return early
}

function unfinishedTest(test: Test): Test {
  const { status: _s, duration: _d, log_url: _l, log_excerpt: _e, number: _n, ...early } = test
  return early
}
