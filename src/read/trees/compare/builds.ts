import type { Build } from '../../../domain/build.ts'
import { compareByCodePoint } from '../../../domain/code-point-order.ts'
import { type Bucket, bucketsOf } from '../../../domain/compare/bucket.ts'
import { isListed } from '../../../domain/compare/change.ts'
import { pairByIdentity } from '../../../domain/compare/pair-by-identity.ts'
import { noFilters } from '../../../domain/filters/filter-collector.ts'
import type { Filters } from '../../../domain/filters/filters.ts'
import { selectBuilds } from '../../../domain/filters/select-builds.ts'
import type { ReadDatabase } from '../../database.ts'
import { loadBuilds } from '../../details/load-builds.ts'
import { loadCells } from '../../details/load-cells.ts'
import { inSnapshot } from '../../snapshot.ts'
import { findSide } from './find-side.ts'
import { type BuildIdentity, latestBuilds } from './latest-builds.ts'
import type { ComparedCommits } from './tests.ts'

/** A build that ended differently on both sides, or failed on both (trees.md 7.11). */
export type ComparedBuild = BuildIdentity & { status_a: Bucket | null; status_b: Bucket | null }

/**
 * Compares the builds of two commits, ordered by config, architecture and compiler (trees.md 7.11).
 * Filters choose before the sides are paired, that on statuses afterwards; durations and issues make
 * no difference (filters.md 8).
 */
export function compareBuilds(
  db: ReadDatabase,
  { a, b, ...tree }: ComparedCommits,
  filters: Filters,
): Promise<ComparedBuild[]> {
  return inSnapshot(db, async (snapshot) => {
    const sideOf = async (commit: string) => {
      const { checkoutIds } = await findSide(snapshot, tree, commit)
      const builds = await loadBuilds(snapshot, checkoutIds)
      return latestBuilds(snapshot, await selectCompared(snapshot, builds, filters))
    }
    const [onA, onB] = [await sideOf(a), await sideOf(b)]
    const identities = new Map([...onA.identities, ...onB.identities])
    const wanted = bucketsOf(filters.build.statuses)
    const compared: ComparedBuild[] = []
    for (const pair of pairByIdentity(onA.results, onB.results, (bucket) => bucket)) {
      const identity = identities.get(pair.identity)
      if (identity === undefined || !isListed(pair, wanted)) continue
      compared.push({ ...identity, status_a: pair.a, status_b: pair.b })
    }
    return compared.sort(inOrder)
  })
}

async function selectCompared(
  db: ReadDatabase,
  builds: readonly Build[],
  { configs, architectures, compilers, hardware, labs, build }: Filters,
): Promise<Build[]> {
  const chosen = { configs, architectures, compilers, hardware, labs }
  const filters = {
    ...noFilters,
    ...chosen,
    build: { ...noFilters.build, origins: build.origins },
  }
  const cells = hardware.size === 0 ? [] : await loadCells(db, builds)
  return selectBuilds(filters, builds, new Map(), cells)
}

function inOrder(left: ComparedBuild, right: ComparedBuild): number {
  return (
    compareByCodePoint(left.config_name, right.config_name) ||
    compareByCodePoint(left.architecture, right.architecture) ||
    compareByCodePoint(left.compiler, right.compiler)
  )
}
