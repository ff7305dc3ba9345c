import { type RawBuilder, sql, type SqlBool } from 'kysely'
import type { Timestamp } from '../../../../store/app/timestamp.ts'
import { lastInstant } from '../../../instant-bounds.ts'
import type { ReadDatabase } from '../../../database.ts'
import { allDimensions } from '../../../dictionaries/all-dimensions.ts'
import { fitsPatterns } from '../../../dictionaries/path-patterns.ts'
import { packedTests, unpackTests } from '../../../packed-tests.ts'
import { type BuildOfReport, findBuilds } from './find-builds.ts'
import type { HistoryScope } from './history-scope.ts'
import { type TestsAtPlace, TestsOfReport } from './tests-of-report.ts'

/** Where builds only carry tests of other machines: no hardware of its own (trees.md 7.13). */
const noHardware = 'kubernetes'

/**
 * The newest runs of every test that ran on the reported commit, on whatever commits they were. First the
 * tests of that commit, then what else ran of these: runs of other tests are not even unpacked where no
 * test of the commit has their platform, config and compiler.
 */
export async function findTests(db: ReadDatabase, scope: HistoryScope): Promise<TestsOfReport> {
  const tests = new TestsOfReport(scope.size)
  const builds = await findBuilds(db, scope)
  const platforms = await platformsOf(db, scope.origin)
  const isWanted = await fitsPatterns(db, scope.pathPatterns)
  const read = { platforms, isWanted, since: scope.since }

  const reported = builds.filter(({ isReported }) => isReported)
  await readRuns(db, reported, read, (platform, build) => {
    const atPlace = tests.open(platform, build)
    return atPlace.add.bind(atPlace)
  })
  const others = builds.filter(({ isReported }) => !isReported)
  await readRuns(db, others, read, (platform, build) => {
    const atPlace = tests.find(platform, build)
    return atPlace?.addToKnown.bind(atPlace)
  })
  return tests
}

/** The platforms on which tests of an origin ran, by number of their dimensions. */
async function platformsOf(db: ReadDatabase, origin: string): Promise<ReadonlyMap<number, string>> {
  const dimensions = await allDimensions(db)
  return new Map(
    dimensions.flatMap((one) =>
      one.origin === origin && one.platform !== null && one.platform !== noHardware
        ? [[one.id, one.platform]]
        : [],
    ),
  )
}

type Reading = {
  readonly platforms: ReadonlyMap<number, string>
  readonly isWanted: RawBuilder<SqlBool>
  readonly since: Timestamp
}

/** @param adderAt what takes the runs of a build on a platform; nothing where none is wanted */
async function readRuns(
  db: ReadDatabase,
  builds: readonly BuildOfReport[],
  { platforms, isWanted, since }: Reading,
  adderAt: (platform: string, build: BuildOfReport) => TestsAtPlace['add'] | undefined,
): Promise<void> {
  if (builds.length === 0 || platforms.size === 0) return
  const byRef = new Map(builds.map((build) => [build.ref, build]))
  const { rows } = await sql<{ build_ref: number; dim_id: number; packed: Buffer }>`
    select build.ref as build_ref, p.dim_id, p.packed
    from unnest(${[...byRef.keys()]}::int[]) with ordinality as build (ref, place)
    cross join lateral (
      select dim_id, ${packedTests} as packed
      from test_fact
      where build_ref = build.ref and dim_id = any(${[...platforms.keys()]}::int[])
        and start_time between ${since}::timestamptz and ${lastInstant}::timestamptz
        and ${isWanted}
      group by dim_id offset 0
    ) p
    order by build.place`.execute(db)
  for (const { build_ref, dim_id: dimensionId, packed } of rows) {
    const build = byRef.get(build_ref)
    const platform = platforms.get(dimensionId)
    if (build === undefined || platform === undefined) continue
    const add = adderAt(platform, build)
    if (add === undefined) continue
    unpackTests(packed, (path, start, status) => add(path, { start, status, build, dimensionId }))
  }
}
