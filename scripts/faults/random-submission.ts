import { Random } from '../../src/example-data/random.ts'

/** How many checkouts there are; each has its own builds and tests. */
const checkouts = 400
const buildsPerCheckout = 3
const testsPerBuild = 8

type Item = Record<string, unknown>

/**
 * A submission with some items of a made-up world, each with some of its properties. Submissions repeat and
 * complete each other but never contradict each other, so that what is stored in the end does not depend on
 * which comes first: a run with faults has no order.
 *
 * @param number the same for the same seed is the same submission
 */
export function randomSubmission(seed: number, number: number): object {
  const random = new Random(seed, 'submission', number)
  const checkout = random.integer(0, checkouts - 1)
  const builds = random.shuffled(counting(buildsPerCheckout)).slice(0, random.integer(0, 2))
  const tests = counting(random.integer(1, 6)).map(() => ({
    build: random.integer(0, buildsPerCheckout - 1),
    test: random.integer(0, testsPerBuild - 1),
  }))
  const some = (item: Item, required: string[]) => partOf(item, required, random)
  return {
    version: { major: 5, minor: 3 },
    ...(random.chance(0.6)
      ? { checkouts: [some(checkoutItem(seed, checkout), ['id', 'origin'])] }
      : {}),
    builds: builds.map((build) =>
      // without a lab of its own it would get the one of its origin
      some(buildItem(seed, checkout, build), ['id', 'origin', 'checkout_id', 'misc']),
    ),
    tests: tests.map(({ build, test }) =>
      some(testItem(seed, checkout, build, test), ['id', 'origin', 'build_id']),
    ),
    ...(random.chance(0.2)
      ? { issues: [issueItem(seed, checkout)], incidents: [incidentItem(seed, checkout, random)] }
      : {}),
  }
}

function counting(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

function partOf(item: Item, required: readonly string[], random: Random): Item {
  const entries = Object.entries(item)
  return Object.fromEntries(
    entries.filter(([name]) => required.includes(name) || random.chance(0.7)),
  )
}

const idOf = (...numbers: number[]) => `o:${numbers.join(':')}`

function checkoutItem(seed: number, checkout: number): Item {
  const random = new Random(seed, 'checkout', checkout)
  return {
    id: idOf(checkout),
    origin: 'o',
    tree_name: random.pick(['mainline', 'next', 'stable']),
    git_repository_url: 'https://example.org/linux.git',
    git_repository_branch: random.pick(['master', 'for-next/core']),
    git_commit_hash: random.hex(40),
    start_time: timeOf(random),
  }
}

function buildItem(seed: number, checkout: number, build: number): Item {
  const random = new Random(seed, 'build', checkout, build)
  return {
    id: idOf(checkout, build),
    origin: 'o',
    checkout_id: idOf(checkout),
    status: random.pick(['PASS', 'FAIL', 'ERROR']),
    architecture: random.pick(['arm64', 'x86_64']),
    config_name: random.pick(['defconfig', 'allmodconfig']),
    start_time: timeOf(random),
    misc: { lab: random.pick(['lab-a', 'lab-b']), platform: 'board' },
  }
}

function testItem(seed: number, checkout: number, build: number, test: number): Item {
  const random = new Random(seed, 'test', checkout, build, test)
  return {
    id: idOf(checkout, build, test),
    origin: 'o',
    build_id: idOf(checkout, build),
    path: test === 0 ? 'boot' : `suite.case${test}`,
    status: random.pick(['PASS', 'FAIL', 'SKIP', 'ERROR']),
    duration: random.integer(0, 1_000) / 8,
    // few different ones: logs are alike
    log_excerpt: `${'a line of a log\n'.repeat(random.integer(1, 40))}${random.integer(1, 20)}`,
    start_time: timeOf(random),
    environment: {
      compatible: ['board,one', 'soc'],
      misc: { platform: random.pick(['board', 'other']) },
    },
  }
}

function issueItem(seed: number, checkout: number): Item {
  const random = new Random(seed, 'issue', checkout)
  return { id: `o:i${checkout}`, version: 1, origin: 'o', comment: random.hex(12) }
}

function incidentItem(seed: number, checkout: number, chosen: Random): Item {
  const build = chosen.integer(0, buildsPerCheckout - 1)
  const test = chosen.integer(0, testsPerBuild - 1)
  const random = new Random(seed, 'incident', checkout, build, test)
  return {
    id: `o:n${checkout}:${build}:${test}`,
    origin: 'o',
    issue_id: `o:i${checkout}`,
    issue_version: 1,
    test_id: idOf(checkout, build, test),
    present: random.chance(0.9),
  }
}

function timeOf(random: Random): string {
  return new Date(Date.UTC(2025, 6, 1) + random.integer(0, 10 * 86_400_000)).toISOString()
}
