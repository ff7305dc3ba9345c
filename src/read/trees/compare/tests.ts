import type { Build } from '../../../domain/build.ts'
import { compareByCodePoint } from '../../../domain/code-point-order.ts'
import { type Bucket, bucketsOf } from '../../../domain/compare/bucket.ts'
import { isListed } from '../../../domain/compare/change.ts'
import type { Filters } from '../../../domain/filters/filters.ts'
import { matchesWhereItRan, mayMatchWhereItRan } from '../../../domain/filters/matches.ts'
import { type ItemKind, itemKind, type TestDimensions } from '../../../domain/test-dimensions.ts'
import { orUnknown } from '../../../domain/unknown.ts'
import type { ReadDatabase } from '../../database.ts'
import { loadBuilds } from '../../details/load-builds.ts'
import { allDimensions } from '../../dictionaries/all-dimensions.ts'
import { findPaths } from '../../dictionaries/find-paths.ts'
import { loadPaths } from '../../dictionaries/load-paths.ts'
import { inSnapshot } from '../../snapshot.ts'
import { compareSides } from './compare-sides.ts'
import { type ComparedTree, findSide } from './find-side.ts'
import { loadLatestTests } from './load-latest-tests.ts'

/** A boot or test that ended differently on both sides, or failed on both (trees.md 7.12). */
export type ComparedTest = {
  path: string
  config_name: string
  architecture: string
  platform: string
  status_a: Bucket | null
  status_b: Bucket | null
}

/** The commits to compare. */
export type ComparedCommits = ComparedTree & { readonly a: string; readonly b: string }

/**
 * Compares the boots or the tests of two commits, ordered by path, config, architecture and platform
 * (trees.md 7.12). Filters choose before the sides are paired, those on statuses afterwards; durations and issues make no
 * difference (filters.md 8). Builds that only carry tests are not looked at.
 */
export function compareTests(
  db: ReadDatabase,
  kind: ItemKind,
  { a, b, ...tree }: ComparedCommits,
  filters: Filters,
): Promise<ComparedTest[]> {
  return inSnapshot(db, async (snapshot) => {
    const { paths, statuses } = filters[kind]
    const wantedPaths = paths.length === 0 ? null : await findPaths(snapshot, paths)
    const wanted = (await allDimensions(snapshot)).filter(
      (one) => itemKind(one) === kind && mayMatchWhereItRan(filters, one),
    )
    const tests = {
      dimensionIds: wanted.map(({ id }) => id),
      isWanted: (build: Build, dimensions: TestDimensions) =>
        matchesWhereItRan(filters, build, dimensions),
    }
    const sideOf = async (commit: string) => {
      const { checkoutIds } = await findSide(snapshot, tree, commit)
      const builds = await loadBuilds(snapshot, checkoutIds)
      return loadLatestTests(
        snapshot,
        builds.filter(({ isDummy }) => !isDummy),
        tests,
      )
    }
    const [onA, onB] = [await sideOf(a), await sideOf(b)]
    const buckets = bucketsOf(statuses)
    const listed = [...compareSides(onA, onB)].filter(
      (pair) => isListed(pair, buckets) && (wantedPaths?.has(pair.path) ?? true),
    )
    const names = await loadPaths(snapshot, new Set(listed.map(({ path }) => path)))
    return listed
      .map(({ path, place, ...pair }) => ({
        path: orUnknown(names.get(path) ?? null),
        config_name: place.config,
        architecture: place.architecture,
        platform: place.platform,
        status_a: pair.a,
        status_b: pair.b,
      }))
      .sort(inOrder)
  })
}

function inOrder(left: ComparedTest, right: ComparedTest): number {
  return (
    compareByCodePoint(left.path, right.path) ||
    compareByCodePoint(left.config_name, right.config_name) ||
    compareByCodePoint(left.architecture, right.architecture) ||
    compareByCodePoint(left.platform, right.platform) ||
    compareByCodePoint(outcome(left), outcome(right))
  )
}

/** Decides where the path is the word that others without one show. */
function outcome({ status_a, status_b }: ComparedTest): string {
  return `${status_a} ${status_b}`
}
