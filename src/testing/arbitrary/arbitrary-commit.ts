import fc from 'fast-check'
import type { KcidbTable } from '../../store/app/schema/kcidb-tables.ts'
import type { SubmittedRow } from '../rows/staged-rows.ts'

/** The rows of one commit, in the columns of the KCIDB tables. */
export type CommitRows = Record<KcidbTable, SubmittedRow[]>

const oneOf = fc.constantFrom
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 3 })
const status = maybe(oneOf('PASS', 'FAIL', 'FAIL', 'SKIP', 'ERROR', 'MISS', 'DONE'))
const duration = maybe(oneOf(0, 1.5, 10, 100.5))
const startTime = maybe(oneOf('2025-07-01T00:00:00Z', '2025-07-01T00:00:00.5Z'))
const origin = oneOf('maestro', 'ti')

const build = fc.record({
  isDummy: oneOf(false, false, false, true),
  checkout: oneOf(0, 1),
  origin,
  status,
  duration,
  start_time: startTime,
  config_name: maybe(oneOf('defconfig', 'allmodconfig', '')),
  architecture: maybe(oneOf('arm64', 'x86_64')),
  compiler: maybe(oneOf('gcc-12', '')),
  misc: maybe(
    oneOf<unknown[]>(
      {},
      { lab: 'lab1', platform: 'kubernetes' },
      { lab: '', platform: 'unknown' },
      { lab: 7, platform: ['juno'] },
      { lab: '__proto__', platform: 'juno' },
      'no object',
    ),
  ),
})

const test = fc.record({
  build: fc.nat({ max: 4 }),
  origin,
  status,
  duration,
  start_time: startTime,
  path: maybe(oneOf('boot', 'boot.nfs', 'bootrr.x', 'ltp.a', 'ltp.b%', '', 'constructor')),
  environment_misc: maybe(
    oneOf<unknown[]>({ platform: 'juno' }, { platform: 'UNKNOWN' }, { platform: null }, {}, [1]),
  ),
  environment_compatible: maybe(oneOf<string[][]>([], ['arm,juno', 'arm'], ['arm'])),
  misc: maybe(
    oneOf<unknown[]>(
      { runtime: 'lava', error_msg: 'timeout' },
      { runtime: null, error_msg: { code: 1 } },
      { runtime: '' },
      3,
    ),
  ),
})

const incident = fc.record({
  _timestamp: maybe(oneOf('2025-07-01T00:00:00Z', '2025-07-02T00:00:00Z')),
  issue_id: oneOf('i0', 'i1', 'missing'),
  issue_version: oneOf(1, 2),
  present: oneOf(true, null, false),
  build: maybe(fc.nat({ max: 4 })),
  test: maybe(fc.nat({ max: 11 })),
})

/**
 * A commit of 2 checkouts (tree `mainline`, branch `master`, origin `maestro`) with everything that
 * submitters send, bad data included. Ids begin with the text that is given, which is the hash, too.
 */
export const arbitraryCommit: fc.Arbitrary<(hash: string) => CommitRows> = fc
  .record({
    builds: fc.array(build, { minLength: 1, maxLength: 5 }),
    tests: fc.array(test, { maxLength: 12, size: 'max' }),
    incidents: fc.array(incident, { maxLength: 14, size: 'max' }),
  })
  .map((drawn) => (hash: string) => {
    const buildId = drawn.builds.map(
      ({ isDummy }, n) => `${isDummy ? 'maestro:dummy_' : ''}${hash}b${n}`,
    )
    return {
      issues: [{ id: 'i0', version: 1, origin: 'maestro', comment: 'known' }],
      checkouts: [0, 1].map((n) => ({
        id: `${hash}c${n}`,
        origin: 'maestro',
        tree_name: 'mainline',
        git_repository_branch: 'master',
        git_commit_hash: hash,
      })),
      builds: drawn.builds.map(({ isDummy: _, checkout, ...row }, n) => ({
        ...row,
        id: buildId[n],
        checkout_id: `${hash}c${checkout}`,
      })),
      tests: drawn.tests.map(({ build: of, ...row }, n) => ({
        ...row,
        id: `${hash}t${n}`,
        build_id: buildId[of % buildId.length],
      })),
      incidents: drawn.incidents.map(({ build: ofBuild, test: ofTest, ...row }, n) => ({
        ...row,
        id: `${hash}n${n}`,
        origin: 'maestro',
        build_id: ofBuild === null ? null : buildId[ofBuild % buildId.length],
        test_id: ofTest === null ? null : `${hash}t${ofTest}`,
      })),
    }
  })

const parameter = oneOf(
  'filter_config_name=defconfig',
  'filter_config_name=Unknown',
  'filter_architecture=arm64',
  'filter_compiler=Unknown',
  'filter_test.hardware=arm',
  'filter_test.hardware=juno',
  'filter_test.hardware=kubernetes',
  'filter_test.hardware=Unknown',
  'filter_test.hardware=UNKNOWN',
  'filter_test.hardware=unknown',
  'filter_test.lab=lava',
  'filter_test.lab=lab1',
  'filter_test.lab=__proto__',
  'filter_test.lab=Unknown',
  'filter_build.status=FAIL',
  'filter_build.status=null',
  'filter_build.origin=ti',
  'filter_build.issue=i0,1',
  'filter_build.issue=Uncategorized',
  'filter_duration_[gte]=1',
  'filter_build.duration_[lt]=100',
  ...['boot', 'test'].flatMap((kind) => [
    `filter_${kind}.status=FAIL`,
    `filter_${kind}.status=NULL`,
    `filter_${kind}.status=nosuch`,
    `filter_${kind}.duration_[gte]=1.5`,
    `filter_${kind}.duration_[lte]=100`,
    `filter_${kind}.path=oot`,
    `filter_${kind}.path=ltp.b%25`,
    `filter_${kind}.path=.`,
    `filter_${kind}.issue=i0,1`,
    `filter_${kind}.issue=missing,2`,
    `filter_${kind}.issue=Uncategorized,null`,
    `filter_${kind}.issue=i1,1&filter_${kind}.issue=Uncategorized`,
    `filter_${kind}.platform=juno`,
    `filter_${kind}.platform=Unknown`,
    `filter_${kind}.origin=maestro`,
  ]),
)

/** A query string of one or two filters on what {@link arbitraryCommit} draws from. */
export const arbitraryFilterQuery: fc.Arbitrary<string> = fc
  .array(parameter, { minLength: 1, maxLength: 2 })
  .map((parameters) => parameters.join('&'))
