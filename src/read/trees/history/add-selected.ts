import { matchesConfiguration } from '../../../domain/filters/matches.ts'
import type { CountedCheckouts } from '../../../domain/history/commit-history.ts'
import type { HistoryRequest } from '../../../domain/history/history-request.ts'
import { addSelectedStatuses } from '../../../domain/history/selected-statuses.ts'
import { codeOfStatus } from '../../../domain/status.ts'
import { itemKind } from '../../../domain/test-dimensions.ts'
import type { ReadDatabase } from '../../database.ts'
import { loadBuildIssues } from '../../details/load-build-issues.ts'
import { loadBuilds } from '../../details/load-builds.ts'
import { loadCandidateCells } from './load-candidate-cells.ts'
import { loadSelectedTests } from './load-selected-tests.ts'
import { checkoutsKept } from '../../../domain/history/checkouts-kept.ts'
import { buildsOfHistory } from '../../../domain/history/builds-of-history.ts'

/** Adds the builds, boots and tests that filters on more than statuses let pass. */
export async function addSelected(
  db: ReadDatabase,
  counted: CountedCheckouts,
  request: HistoryRequest,
): Promise<void> {
  const { types, filters } = request
  const all = await loadBuilds(db, [...counted.keys()])
  const builds = all.filter((build) => matchesConfiguration(filters, build))
  const cells = await loadCandidateCells(db, builds, request)
  for (const id of checkoutsKept(builds, cells, request)) markKept(counted, id)
  const withBuilds = new Set(all.map(({ checkoutId }) => checkoutId))
  for (const id of counted.keys()) if (!withBuilds.has(id)) markKept(counted, id)

  const tests = await loadSelectedTests(db, cells, request)
  for (const { build, dimensions, counts } of tests) {
    const kind = itemKind(dimensions)
    const type = kind === 'boot' ? 'boots' : 'tests'
    const total = counted.get(build.checkoutId)?.counts[type]
    if (total && types.has(type)) addSelectedStatuses(total, counts, filters[kind].statuses)
  }
  if (!types.has('builds')) return
  const issues = filters.build.issues.size > 0 ? await loadBuildIssues(db, builds) : new Map()
  for (const build of buildsOfHistory(builds, issues, cells, tests, request)) {
    const total = counted.get(build.checkoutId)?.counts.builds
    if (total) total[codeOfStatus(build.status)] += 1
  }
}

function markKept(counted: CountedCheckouts, id: string): void {
  const checkout = counted.get(id)
  if (checkout !== undefined) checkout.isKept = true
}
