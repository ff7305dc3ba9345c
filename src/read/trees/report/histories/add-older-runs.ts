import type { Timestamp } from '../../../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../../../database.ts'
import { PathSet } from '../../../dictionaries/path-set.ts'
import type { BuildOfReport } from './find-builds.ts'
import { type PlaceToRead, readRuns } from './read-runs.ts'
import type { OpenTests, TestsOfReport } from './tests-of-report.ts'

/** On how many builds older runs are looked for at first, and how many times as many each time after that. */
const firstLook = 4
const growth = 4

/** Where older runs may be. */
export type OlderRuns = {
  /** Those with the newest tests first. */
  readonly builds: readonly BuildOfReport[]
  /** By number of their dimensions. */
  readonly platforms: ReadonlyMap<number, string>
  readonly since: Timestamp
}

/**
 * Adds runs on some builds to those of known tests. Most tests have all the runs that are wanted after a few
 * builds, and only the others are looked for on builds with ever older tests, where they can have run: reports
 * of 30 days on twelve branches take 0.5 s so, 1.6 when everything that ran was read.
 */
export async function addOlderRuns(
  db: ReadDatabase,
  tests: TestsOfReport,
  { builds, platforms, since }: OlderRuns,
): Promise<void> {
  const dimensionsOf = Map.groupBy(platforms.keys(), (id) => platforms.get(id) ?? '')
  let left = builds
  for (let look = firstLook; left.length > 0; look *= growth) {
    const open = tests.openUntil(left[0]?.testsUntil ?? -Infinity)
    const { places, rest } = placesOf(open, left, look, dimensionsOf)
    const isWanted = new PathSet().with(open.paths).condition
    for (const { dimensionId, build, each } of await readRuns(db, places, { isWanted, since })) {
      const add = tests.adderToKnown(platforms.get(dimensionId) ?? '', build)
      each((path, start, status) => add({ start, status, build, dimensionId, path }))
    }
    left = rest
  }
}

/** Where to look for the runs of some tests on the first builds, so many of them at most, and the builds after these. */
function placesOf(
  open: OpenTests,
  builds: readonly BuildOfReport[],
  most: number,
  dimensionsOf: ReadonlyMap<string, readonly number[]>,
): { places: PlaceToRead[]; rest: readonly BuildOfReport[] } {
  const places: PlaceToRead[] = []
  const known = new Map<readonly string[], readonly number[]>()
  for (const [at, build] of builds.entries()) {
    if (places.length === most) return { places, rest: builds.slice(at) }
    const platforms = open.platformsOf(build)
    if (platforms.length === 0) continue
    const dimensionIds =
      known.get(platforms) ?? platforms.flatMap((name) => dimensionsOf.get(name) ?? [])
    known.set(platforms, dimensionIds)
    places.push({ build, dimensionIds })
  }
  return { places, rest: [] }
}
