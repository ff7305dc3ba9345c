import type { RawRows } from '../rollup/raw-rows.ts'
import { labOf } from '../rollup/recount-tests.ts'
import { isBootPath } from './boot-path.ts'

type Incident = RawRows['incidents'][number]

/** Instants, the second of which does not belong to it. */
type Window = { from: string; until: string }

/** Metrics, api-misc.md 8.3 read once more: row by row and without regard to cost. Shares no rule with the reader. */
export function naiveMetrics(rows: RawRows, current: Window, previous: Window) {
  const now = countArrivals(rows, current)
  const before = countArrivals(rows, previous)
  return {
    ...now,
    n_issues: rows.issues.filter((row) => isIn(current, row)).length,
    n_incidents: rows.incidents.filter((row) => row.present !== false && isIn(current, row)).length,
    ...countIncidents(rows, current),
    prev_n_trees: before.n_trees,
    prev_n_checkouts: before.n_checkouts,
    prev_n_builds: before.n_builds,
    prev_n_tests: before.n_tests,
    prev_lab_maps: before.lab_maps,
  }
}

function countArrivals(rows: RawRows, window: Window) {
  const checkouts = rows.checkouts.filter((row) => isIn(window, row))
  const tests = rows.tests.filter((row) => isIn(window, row))
  const labs = [...new Set(tests.map(labOf))].filter((lab) => lab !== null).toSorted()
  return {
    n_trees: new Set(checkouts.map(({ tree_name }) => tree_name)).difference(new Set([null])).size,
    n_checkouts: checkouts.length,
    n_builds: rows.builds.filter((row) => isIn(window, row)).length,
    n_tests: tests.length,
    lab_maps: Object.fromEntries(
      labs.map((lab) => {
        const ofLab = tests.filter((test) => labOf(test) === lab)
        const paths = ofLab.map(({ path }) => path ?? '').filter((path) => path !== '')
        const boots = paths.filter(isBootPath).length
        const builds = new Set(ofLab.map(({ build_id }) => build_id)).size
        return [lab, { builds, boots, tests: paths.length - boots }]
      }),
    ),
  }
}

function countIncidents(rows: RawRows, window: Window) {
  const ofBuilds = rows.incidents.filter((row) => row.present !== false && row.build_id !== null)
  const named = ofBuilds.filter((row) => isIn(window, row))
  const commentOf = (id: string, version: number) => {
    const issue = rows.issues.find((one) => one.id === id && one.version === version)
    return issue && (issue.comment ?? '')
  }
  const isNew = ({ issue_id, origin }: Incident) => {
    const [first] = ofBuilds
      .filter((one) => one.issue_id === issue_id && one._timestamp !== null)
      .toSorted((a, b) => (ageOf(a) < ageOf(b) ? -1 : 1))
    return first !== undefined && first.origin === origin && isIn(window, first)
  }
  const shown = (incidents: Incident[]) => {
    const keys = new Set(incidents.map((one) => JSON.stringify([one.issue_id, one.issue_version])))
    return [...keys]
      .flatMap((key) => {
        const [id, version] = JSON.parse(key) as [string, number]
        const comment = commentOf(id, version)
        const total = incidents.filter(
          (one) => one.issue_id === id && one.issue_version === version,
        )
        return comment === undefined ? [] : { id, version, comment, total_incidents: total.length }
      })
      .toSorted((a, b) => (`${a.id} ${a.version}` < `${b.id} ${b.version}` ? -1 : 1))
      .toSorted((a, b) => b.total_incidents - a.total_incidents)
  }
  const origins = [...new Set(named.map(({ origin }) => origin))].toSorted().flatMap((origin) => {
    const own = named.filter((one) => one.origin === origin)
    const fresh = own.filter(isNew)
    const [all, created] = [own, fresh].map(
      (some) => new Set(some.map(({ issue_id }) => issue_id)).size,
    )
    const counts = {
      total_incidents: own.length,
      n_new_issues: created,
      n_existing_issues: (all ?? 0) - (created ?? 0),
      n_total_issues: all,
    }
    return shown(own).length === 0 ? [] : { origin, counts, top: shown(own), fresh: shown(fresh) }
  })
  return {
    build_incidents_by_origin: Object.fromEntries(
      origins.map(({ origin, counts }) => [origin, counts]),
    ),
    top_issues_by_origin: Object.fromEntries(
      origins.map(({ origin, top }) => [origin, top.slice(0, 3)]),
    ),
    new_issues_by_origin: Object.fromEntries(
      origins.filter(({ fresh }) => fresh.length > 0).map(({ origin, fresh }) => [origin, fresh]),
    ),
  }
}

function ageOf({ _timestamp, origin }: Incident): string {
  return `${_timestamp?.replace('Z', '')} ${origin}`
}

function isIn(
  { from, until }: Window,
  { _timestamp: time }: { _timestamp: string | null },
): boolean {
  return (
    time !== null && Date.parse(time) >= Date.parse(from) && Date.parse(time) < Date.parse(until)
  )
}
