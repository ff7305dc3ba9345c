import fc from 'fast-check'
import type { KcidbTable } from '../../store/app/schema/kcidb-tables.ts'
import type { SubmittedRow } from '../rows/staged-rows.ts'

/** One document's rows, in small worlds of ids so that everything collides with everything. */
export type SubmittedBatch = Record<KcidbTable, SubmittedRow[]>

const oneOf = fc.constantFrom
const numbered = (prefix: string, count: number) =>
  oneOf(...Array.from({ length: count }, (_, n) => `${prefix}${n}`))

const times = oneOf('2025-07-01T00:00:00Z', '2025-07-01T00:00:01Z', '2025-07-02T00:00:00Z')
/** Both sides of midnight, days apart, and rows of a dump that do not tell. */
const arrivals = oneOf(
  null,
  '2025-06-30T23:59:59.999999Z',
  '2025-07-01T00:00:00Z',
  '2025-07-01T00:00:01Z',
  '2025-07-02T12:00:00Z',
  '2025-07-05T00:00:00Z',
)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 2 })
const status = maybe(oneOf('PASS', 'FAIL', 'SKIP', 'ERROR', 'MISS', 'DONE'))
const origin = oneOf('maestro', 'o,"')

const checkoutIds = numbered('c', 4)
const buildIds = oneOf('b0', 'b1', 'b2', 'maestro:dummy_0', 'maestro:dummy_1', 'maestro:dummyX')
const testIds = numbered('t', 14)
const issueIds = oneOf('i0', 'i1', '__proto__')
const issueVersions = oneOf(1, 2)

const checkout = fc.record({
  _timestamp: arrivals,
  id: checkoutIds,
  origin,
  tree_name: maybe(oneOf('mainline', 'next', '')),
  git_repository_url: maybe(oneOf('https://a/l.git', '')),
  git_repository_branch: maybe(oneOf('master', 'for-next/core')),
  git_commit_hash: maybe(oneOf('aa', 'bb')),
  git_commit_tags: maybe(oneOf([], ['v6'], ['v6', 'v6.1'])),
  start_time: maybe(times),
  valid: maybe(fc.boolean()),
})

const build = fc.record({
  _timestamp: arrivals,
  id: buildIds,
  checkout_id: checkoutIds,
  origin,
  status,
  config_name: maybe(oneOf('defconfig', '')),
  architecture: maybe(oneOf('arm64')),
  compiler: maybe(oneOf('gcc-12')),
  duration: maybe(oneOf(0, 1.5)),
  start_time: maybe(times),
  misc: maybe(
    oneOf<unknown[]>(
      {},
      { lab: 'lab1', platform: 'kubernetes' },
      { lab: '', platform: '' },
      { lab: 7, platform: null },
      { platform: 'p0' },
      ['lab'],
      'lab',
    ),
  ),
})

const test = fc.record({
  _timestamp: arrivals,
  id: testIds,
  build_id: buildIds,
  origin,
  status,
  path: maybe(oneOf('boot', 'boot.x', 'bootrr.x', 'ltp.a', 'ltp.b', '')),
  duration: maybe(oneOf(0, 2.25)),
  start_time: maybe(times),
  environment_misc: maybe(
    oneOf<unknown[]>(
      {},
      { platform: 'p0' },
      { platform: 'p1' },
      { platform: '__proto__' },
      { platform: '' },
      { platform: null },
      { platform: ['p0'] },
      ['platform'],
      'p0',
    ),
  ),
  environment_compatible: maybe(
    oneOf([], [''], ['x'], ['x', 'y'], ['y', 'x'], ['x,y'], ['{}'], ['NULL'], ['p1']),
  ),
  misc: maybe(
    oneOf<unknown[]>(
      {},
      { runtime: 'lab1' },
      { runtime: 'lab2' },
      { runtime: '' },
      { runtime: null },
      ['r'],
    ),
  ),
})

const issue = fc.record({
  _timestamp: arrivals,
  id: issueIds,
  version: issueVersions,
  origin,
  comment: maybe(oneOf('first', 'second')),
  culprit_code: maybe(fc.boolean()),
  categories: maybe(oneOf(['a'], [])),
})

const incident = fc.record({
  _timestamp: arrivals,
  id: numbered('n', 10),
  origin,
  issue_id: issueIds,
  issue_version: issueVersions,
  build_id: maybe(buildIds),
  test_id: maybe(testIds),
  present: maybe(fc.boolean()),
})

const rowsOf = (row: fc.Arbitrary<SubmittedRow>, maxLength: number) => fc.array(row, { maxLength })

/**
 * Batches with everything that may happen to a row: any order, repetition, contradiction, columns
 * that come late, owners that come late or never, incidents that turn.
 */
export const arbitraryBatches: fc.Arbitrary<SubmittedBatch[]> = fc.array(
  fc.record({
    issues: rowsOf(issue, 2),
    checkouts: rowsOf(checkout, 2),
    builds: rowsOf(build, 3),
    tests: rowsOf(test, 8),
    incidents: rowsOf(incident, 4),
  }),
  { minLength: 1, maxLength: 12, size: 'max' },
)

/** The rows of all batches as one, for tests to which the order of arrival is all the same. */
export function inOne(batches: readonly SubmittedBatch[]): SubmittedBatch {
  return {
    issues: batches.flatMap(({ issues }) => issues),
    checkouts: batches.flatMap(({ checkouts }) => checkouts),
    builds: batches.flatMap(({ builds }) => builds),
    tests: batches.flatMap(({ tests }) => tests),
    incidents: batches.flatMap(({ incidents }) => incidents),
  }
}
