import { unknownLabel } from '../../../../domain/unknown.ts'
import { allDimensions } from '../../../dictionaries/all-dimensions.ts'
import { findPath } from '../../../dictionaries/find-path.ts'
import { fitsPatterns } from '../../../dictionaries/path-patterns.ts'
import type { ReadDatabase } from '../../../database.ts'
import { addOlderRuns } from './add-older-runs.ts'
import { findOtherBuilds, findReportedBuilds } from './find-builds.ts'
import type { HistoryScope } from './history-scope.ts'
import { readRuns } from './read-runs.ts'
import { TestsOfReport } from './tests-of-report.ts'

/** Where builds only carry tests of other machines: no hardware of its own (trees.md 7.13). */
const noHardware = 'kubernetes'

/**
 * The newest runs of every test that ran on the reported commit, on whatever commits they were: first those
 * on the commit itself, then what else ran of the same tests.
 */
export async function findTests(db: ReadDatabase, scope: HistoryScope): Promise<TestsOfReport> {
  const { since, size } = scope
  // no pattern finds a test without a path
  const unknownPath = scope.pathPatterns.length > 0 ? null : await findPath(db, unknownLabel)
  const tests = new TestsOfReport(size, unknownPath)
  const platforms = await platformsOf(db, scope.origin)
  const isWanted = await fitsPatterns(db, scope.pathPatterns)
  const reported = await findReportedBuilds(db, scope)
  const dimensionIds = [...platforms.keys()]
  const places = reported.map((build) => ({ build, dimensionIds }))
  for (const { dimensionId, build, each } of await readRuns(db, places, { isWanted, since })) {
    const add = tests.adder(platforms.get(dimensionId) ?? noHardware, build)
    each((path, start, status) => add({ start, status, build, dimensionId, path }))
  }
  const builds = await findOtherBuilds(db, scope, reported)
  await addOlderRuns(db, tests, { builds, platforms, since })
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
