import type { HardwareListingRequest } from '../../read/hardware/listing.ts'
import type { Revision } from '../../read/hardware/revision.ts'
import type { RawRows } from '../rollup/raw-rows.ts'

type Checkout = RawRows['checkouts'][number]
type Build = RawRows['builds'][number]
type Test = RawRows['tests'][number]
type Ran = { test: Test; build: Build; checkout: Checkout; platform: string }
type Compatibles = string[] | null

/** Platform, compatibles, and how often each status occurred: `boot FAIL`, `build NULL`. */
export type NaiveHardware = [string, Compatibles, Record<string, number>]

/**
 * The hardware listing, hardware.md 9.1 read once more: row by row and without regard to cost. Shares no
 * rule with the reader.
 */
export function naiveHardwareListing(
  rows: RawRows,
  { origin, window, commits }: HardwareListingRequest,
): NaiveHardware[] {
  const isListed = (checkout: Checkout) => {
    const { start_time: time, git_commit_hash: hash, git_commit_tags: tags } = checkout
    if (time === null || time < window.from || time > window.until) return false
    return commits.length === 0
      ? !rows.checkouts.some((other) => isNewerInTree(other, checkout))
      : commits.some((commit) => commit === hash || tags?.includes(commit))
  }
  const ran = testsOf(rows, origin).filter(({ checkout }) => isListed(checkout))
  return group(ran, (one) => {
    const beside = ran.filter(
      ({ checkout, platform }) => checkout === one.checkout && platform === one.platform,
    )
    return union(beside.map(({ test }) => test.environment_compatible))
  })
}

/** The hardware of a revision (hardware.md 9.3), in the same way. */
export function naiveHardwareOfRevision(
  rows: RawRows,
  { treeName, url, branch, hash }: Revision,
  origin: string,
): NaiveHardware[] {
  const ran = testsOf(rows, origin).filter(
    ({ checkout }) =>
      checkout.tree_name === treeName &&
      checkout.git_repository_url === url &&
      checkout.git_repository_branch === branch &&
      checkout.git_commit_hash === hash,
  )
  return group(ran, ({ test }) => union([test.environment_compatible]))
}

/** The tests of an origin that name a platform, and whose build and checkout are there. */
function testsOf(rows: RawRows, origin: string): Ran[] {
  return rows.tests.flatMap((test) => {
    const build = rows.builds.find(({ id }) => id === test.build_id)
    const checkout = rows.checkouts.find(({ id }) => id === build?.checkout_id)
    const platform = platformOf(test.environment_misc)
    if (test.origin !== origin || !build || !checkout || platform === null) return []
    return [{ test, build, checkout, platform }]
  })
}

function platformOf(misc: unknown): string | null {
  const platform = Object.entries(misc ?? {}).find(([name]) => name === 'platform')?.[1] as unknown
  return typeof platform === 'string' && platform !== '' ? platform : null
}

function isNewerInTree(other: Checkout, one: Checkout): boolean {
  const tree = ({ origin, tree_name, git_repository_url, git_repository_branch }: Checkout) =>
    JSON.stringify([origin, tree_name, git_repository_url, git_repository_branch])
  const age = ({ start_time, _timestamp, id }: Checkout) =>
    [start_time, _timestamp ?? '', id].join()
  return other.start_time !== null && tree(other) === tree(one) && age(other) > age(one)
}

function union(lists: readonly Compatibles[]): Compatibles {
  const named = lists.filter((list) => list !== null)
  return named.length === 0 ? null : [...new Set(named.flat())].toSorted()
}

function group(ran: readonly Ran[], compatiblesOf: (one: Ran) => Compatibles): NaiveHardware[] {
  const groups = Map.groupBy(ran, (one) => JSON.stringify([one.platform, compatiblesOf(one)]))
  return [...groups].map(([key, members]) => {
    const tests = members.map(({ test: { path, status } }) => {
      const isBoot = path === 'boot' || path?.startsWith('boot.')
      return `${isBoot ? 'boot' : 'test'} ${status ?? 'NULL'}`
    })
    const builds = [...new Set(members.map(({ build }) => build))]
      .filter(({ id }) => !id.startsWith('maestro:dummy_'))
      .map(({ status }) => `build ${status ?? 'NULL'}`)
    const [platform, compatibles] = JSON.parse(key) as [string, Compatibles]
    return [platform, compatibles, countTexts([...tests, ...builds])]
  })
}

function countTexts(texts: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1
  return counts
}
