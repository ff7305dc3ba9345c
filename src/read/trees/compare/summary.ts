import type { Build } from '../../../domain/build.ts'
import { type BucketTally, countStatus, emptyBucketTally } from '../../../domain/compare/bucket.ts'
import { type Changes, countChanges, type Pair } from '../../../domain/compare/change.ts'
import { pairByIdentity } from '../../../domain/compare/pair-by-identity.ts'
import { noFilters } from '../../../domain/filters/filter-collector.ts'
import {
  addCounts,
  type CountedType,
  countedTypes,
  noCounts,
  type TypeCounts,
} from '../../../domain/history/commit-history.ts'
import { statusNames, codeOfStatus } from '../../../domain/status.ts'
import type { ReadDatabase } from '../../database.ts'
import { loadBuilds } from '../../details/load-builds.ts'
import { inSnapshot } from '../../snapshot.ts'
import { countCheckouts } from '../history/count-checkouts.ts'
import { compareSides } from './compare-sides.ts'
import { type ComparedTree, findSide, type Side } from './find-side.ts'
import { latestBuilds } from './latest-builds.ts'
import { loadLatestTests, type SideResults } from './load-latest-tests.ts'
import type { ComparedCommits } from './tests.ts'

/** How one type of results changed from one commit to the other. */
export type TypeComparison = {
  sideA: BucketTally
  sideB: BucketTally
  /** B minus A. */
  delta: { pass: number; fail: number }
  changes: Changes
}

/** Two commits compared (trees.md 7.10). */
export type Comparison = {
  treeName: string
  branch: string
  /** Empty when neither side has builds, or their checkout no url. */
  gitUrl: string
  summary: Record<CountedType, TypeComparison>
}

type LoadedSide = Side & {
  readonly builds: readonly Build[]
  readonly tests: SideResults
  readonly counts: TypeCounts
}

/** Compares two commits; one that is unknown has no results. */
export function compareCommits(
  db: ReadDatabase,
  { a, b, ...tree }: ComparedCommits,
): Promise<Comparison> {
  return inSnapshot(db, async (snapshot) => {
    const [onA, onB] = [await loadSide(snapshot, tree, a), await loadSide(snapshot, tree, b)]
    const [buildsOfA, buildsOfB] = [
      await latestBuilds(snapshot, onA.builds),
      await latestBuilds(snapshot, onB.builds),
    ]
    const pairs = Map.groupBy(compareSides(onA.tests, onB.tests), ({ place }) => place.kind)
    const changed: Record<CountedType, Iterable<Pair>> = {
      builds: pairByIdentity(buildsOfA.results, buildsOfB.results, (bucket) => bucket),
      boots: pairs.get('boot') ?? [],
      tests: pairs.get('test') ?? [],
    }
    const compare = (type: CountedType) => compareType(onA.counts, onB.counts, type, changed[type])
    const withBuilds = [onA, onB].find(({ builds }) => builds.length > 0)
    return {
      treeName: tree.treeName,
      branch: tree.branch,
      gitUrl: withBuilds?.url ?? '',
      summary: { builds: compare('builds'), boots: compare('boots'), tests: compare('tests') },
    }
  })
}

async function loadSide(db: ReadDatabase, tree: ComparedTree, commit: string): Promise<LoadedSide> {
  const side = await findSide(db, tree, commit)
  const builds = (await loadBuilds(db, side.checkoutIds)).filter(({ isDummy }) => !isDummy)
  const tests = await loadLatestTests(db, builds, { isWanted: () => true })
  const everything = {
    types: new Set(countedTypes),
    filters: noFilters,
    onlyBuildsOfSelectedTests: false,
  }
  const counts = noCounts()
  const counted = await countCheckouts(db, side.checkoutIds, everything)
  for (const checkout of counted.values()) addCounts(counts, checkout.counts)
  return { ...side, builds, tests, counts }
}

function compareType(
  a: TypeCounts,
  b: TypeCounts,
  type: CountedType,
  pairs: Iterable<Pair>,
): TypeComparison {
  const [sideA, sideB] = [tallyOf(a, type), tallyOf(b, type)]
  return {
    sideA,
    sideB,
    delta: { pass: sideB.pass - sideA.pass, fail: sideB.fail - sideA.fail },
    changes: countChanges(pairs),
  }
}

function tallyOf(counts: TypeCounts, type: CountedType): BucketTally {
  const tally = emptyBucketTally()
  for (const status of statusNames) countStatus(tally, status, counts[type][codeOfStatus(status)])
  return tally
}
