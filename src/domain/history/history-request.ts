import { noFilters } from '../filters/filter-collector.ts'
import type { Filters } from '../filters/filters.ts'
import { restrictsBuilds, restrictsTests } from '../filters/reach.ts'
import type { ItemKind } from '../test-dimensions.ts'
import type { CountedType } from './commit-history.ts'

/** What a history counts, and under which filters. */
export type HistoryRequest = {
  readonly types: ReadonlySet<CountedType>
  readonly filters: Filters
  /** Builds count only when a boot or test that the filters let pass ran on them. */
  readonly onlyBuildsOfSelectedTests: boolean
}

/** The kinds of tests that a history counts. */
export function countedKinds({ types }: HistoryRequest): ReadonlySet<ItemKind> {
  const kinds = new Set<ItemKind>()
  if (types.has('boots')) kinds.add('boot')
  if (types.has('tests')) kinds.add('test')
  return kinds
}

/**
 * The kinds of tests that must be looked at: those that are counted; both where builds are found by the
 * hardware that they were tested on (decisions.md 1) or by their tests (trees.md 7.8, "requested
 * types").
 */
export function kindsRead(request: HistoryRequest): ReadonlySet<ItemKind> {
  const { types, filters, onlyBuildsOfSelectedTests } = request
  const kinds = countedKinds(request)
  if (!types.has('builds')) return kinds
  const isFoundByTests = onlyBuildsOfSelectedTests && kinds.size === 0
  return filters.hardware.size > 0 || isFoundByTests ? new Set(['boot', 'test']) : kinds
}

/** The types of which more is asked than statuses, so that counts of whole checkouts do not tell. */
export function restrictedTypes(request: HistoryRequest): ReadonlySet<CountedType> {
  const { types, filters, onlyBuildsOfSelectedTests } = request
  // tests that builds are found by must be looked at anyway
  const relatesBuilds = onlyBuildsOfSelectedTests && types.has('builds')
  const isRestricted: Record<CountedType, boolean> = {
    builds: onlyBuildsOfSelectedTests || restrictsBuilds(filters),
    boots: relatesBuilds || restrictsTests(filters, filters.boot),
    tests: relatesBuilds || restrictsTests(filters, filters.test),
  }
  return new Set([...types].filter((type) => isRestricted[type]))
}

/** The filters that drop builds, boots and tests alike, without those on items. */
export function sharedFilters(filters: Filters): Filters {
  const { configs, architectures, compilers, hardware, labs } = filters
  return { ...noFilters, configs, architectures, compilers, hardware, labs }
}
