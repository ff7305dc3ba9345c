import type { RawRows } from '../rollup/raw-rows.ts'
import type { PruneRules } from '../../prune/prune-rules.ts'

type Row = { _timestamp: string | null; origin: string }

/** What is left after a prune, by the rules of reference/operations.md 1.1 in the plainest words. */
export function naivePruned(
  raw: RawRows,
  { origins, tables, protectsIssues }: PruneRules,
  cutoff: Date,
): RawRows {
  const aged = ({ _timestamp: time, origin }: Row) =>
    time !== null && new Date(time) < cutoff && (origins === null || origins.includes(origin))
  const named = new Set(protectsIssues ? raw.incidents.map(({ test_id: id }) => id) : [])
  const protectedBuilds = new Set(
    protectsIssues
      ? [
          ...raw.incidents.map(({ build_id: id }) => id),
          ...raw.tests.filter(({ id }) => named.has(id)).map(({ build_id: id }) => id),
        ]
      : [],
  )
  const protectedCheckouts = new Set(
    raw.builds.filter(({ id }) => protectedBuilds.has(id)).map(({ checkout_id: id }) => id),
  )
  const idsOf = (table: 'checkouts' | 'builds' | 'tests', goes: (id: string) => boolean) =>
    new Set(
      tables.includes(table) ? raw[table].filter(({ id }) => goes(id)).map(({ id }) => id) : [],
    )
  const row = new Map(
    [...raw.checkouts, ...raw.builds, ...raw.tests].map((each) => [each.id, each]),
  )
  const isAged = (id: string) => aged(row.get(id) ?? { _timestamp: null, origin: '' })
  const checkouts = idsOf('checkouts', (id) => isAged(id) && !protectedCheckouts.has(id))
  const checkoutOf = new Map(raw.builds.map(({ id, checkout_id: owner }) => [id, owner]))
  const builds = idsOf(
    'builds',
    (id) => (isAged(id) || checkouts.has(checkoutOf.get(id) ?? '')) && !protectedBuilds.has(id),
  )
  const buildOf = new Map(raw.tests.map(({ id, build_id: owner }) => [id, owner]))
  const tests = idsOf(
    'tests',
    (id) => (isAged(id) || builds.has(buildOf.get(id) ?? '')) && !named.has(id),
  )
  return {
    issues: raw.issues,
    checkouts: raw.checkouts.filter(({ id }) => !checkouts.has(id)),
    builds: raw.builds.filter(({ id }) => !builds.has(id)),
    tests: raw.tests.filter(({ id }) => !tests.has(id)),
    incidents: raw.incidents.filter(
      ({ build_id: build, test_id: test }) => !builds.has(build ?? '') && !tests.has(test ?? ''),
    ),
  }
}
