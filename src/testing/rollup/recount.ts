import type { RawRows } from './raw-rows.ts'
import { type DayContents, recountDays } from './recount-days.ts'
import { type IssueTreeContents, recountIssueTrees } from './recount-issue-trees.ts'
import {
  type CountedItem,
  dayOf,
  dimensions,
  isDummy,
  isObject,
  kindOf,
  nonEmptyText,
  platformOf,
  type RawBuild,
  type RawTest,
  sortedTimes,
  statusNumber,
  tally,
} from './recount-tests.ts'

/**
 * The contents of the derived tables with all numbers resolved: one text per row, sorted. What the
 * roll-up must leave behind, whatever happened before.
 */
export type DerivedContents = DayContents &
  IssueTreeContents & {
    buildFacts: string[]
    testFacts: string[]
    cells: string[]
    checkoutCounts: string[]
    checkoutHardware: string[]
    checkoutOrigins: string[]
  }

/**
 * Counts everything from the raw rows in the plainest way. Shares no SQL with the roll-up, so that
 * a mistake there does not hide itself here.
 */
export function recount(raw: RawRows): DerivedContents {
  const builds = new Map(raw.builds.map((build) => [build.id, build]))
  return {
    buildFacts: buildFacts(raw).toSorted(),
    testFacts: raw.tests.map((test) => testFact(raw, test)).toSorted(),
    cells: tally(raw.tests.map((test) => [cellKey(raw, test), test.status])),
    checkoutCounts: tally(checkoutItems(raw, builds)),
    checkoutHardware: tally(hardwareItems(raw, builds)),
    checkoutOrigins: checkoutOrigins(raw, builds),
    ...recountDays(raw),
    ...recountIssueTrees(raw),
  }
}

function buildFacts(raw: RawRows): string[] {
  const tests = Map.groupBy(raw.tests, (test) => test.build_id)
  const known = new Set(raw.builds.map((build) => build.id))
  const awaited = [...tests.keys()].filter((id) => !known.has(id))
  const nothing = [null, null, 0, null, null, null, null, null, null, null]
  const placeholders = awaited.map((id) => [id, ...nothing, isDummy(id), null])
  return [...raw.builds.map(buildFact), ...placeholders].map((fact) =>
    JSON.stringify([...fact, ...span(tests.get(String(fact[0])) ?? [])]),
  )
}

function buildFact(build: RawBuild): unknown[] {
  const { misc } = build
  const lab = isObject(misc) ? (nonEmptyText(misc['lab']) ?? 'Unknown') : null
  const platform = isObject(misc) ? nonEmptyText(misc['platform']) : null
  return [
    build.id,
    build.checkout_id,
    build.origin,
    statusNumber(build.status),
    build.config_name,
    build.architecture,
    build.compiler,
    lab,
    platform,
    build.start_time,
    build.duration,
    isDummy(build.id),
    dayOf(build),
  ]
}

/** First and last time of tests, and how many have none. */
function span(tests: RawTest[]): unknown[] {
  const times = sortedTimes(tests.map((test) => test.start_time))
  return [times.at(0) ?? null, times.at(-1) ?? null, tests.length - times.length]
}

function testFact(raw: RawRows, test: RawTest): string {
  return JSON.stringify([
    test.id,
    test.build_id,
    dimensions(test),
    test.path === '' ? null : test.path,
    issueOf(raw, test),
    statusNumber(test.status),
    dayOf(test),
    test.start_time,
    test.duration,
  ])
}

function cellKey(raw: RawRows, test: RawTest): unknown[] {
  return [test.build_id, dimensions(test), issueOf(raw, test)]
}

function issueOf(raw: RawRows, test: RawTest): [string, number] | null {
  const earliest = raw.incidents
    .filter((incident) => incident.test_id === test.id && incident.present !== false)
    .toSorted((a, b) => compare(String(a._timestamp), String(b._timestamp)) || compare(a.id, b.id))
    .at(0)
  return earliest === undefined ? null : [earliest.issue_id, earliest.issue_version]
}

function checkoutItems(raw: RawRows, builds: Map<string, RawBuild>): CountedItem[] {
  const items: CountedItem[] = raw.builds
    .filter((build) => !isDummy(build.id))
    .map((build) => [[build.checkout_id, 'B'], build.status])
  for (const test of raw.tests) {
    const build = builds.get(test.build_id)
    if (build !== undefined) items.push([[build.checkout_id, kindOf(test)], test.status])
  }
  return items
}

function hardwareItems(raw: RawRows, builds: Map<string, RawBuild>): CountedItem[] {
  const items: CountedItem[] = []
  const countedBuilds = new Set<string>()
  for (const test of raw.tests) {
    const build = builds.get(test.build_id)
    const platform = platformOf(test)
    if (build === undefined || platform === null) continue
    const compatible = test.environment_compatible
    items.push([
      [build.checkout_id, [test.origin, platform, compatible], kindOf(test)],
      test.status,
    ])
    const buildKey = JSON.stringify([build.id, test.origin, platform])
    if (isDummy(build.id) || countedBuilds.has(buildKey)) continue
    countedBuilds.add(buildKey)
    items.push([[build.checkout_id, [test.origin, platform, null], 'B'], build.status])
  }
  return items
}

/** When builds, and tests on a platform, ran last. */
function checkoutOrigins(raw: RawRows, builds: Map<string, RawBuild>): string[] {
  const times = new Map<string, { builds: (string | null)[]; tests: (string | null)[] }>()
  const timesOf = (checkoutId: string, origin: string) => {
    const key = JSON.stringify([checkoutId, origin])
    const found = times.get(key) ?? { builds: [], tests: [] }
    times.set(key, found)
    return found
  }
  for (const build of raw.builds) {
    timesOf(build.checkout_id, build.origin).builds.push(build.start_time)
  }
  for (const test of raw.tests) {
    const build = builds.get(test.build_id)
    if (build === undefined || platformOf(test) === null) continue
    timesOf(build.checkout_id, test.origin).tests.push(test.start_time)
  }
  return [...times]
    .map(([key, ran]) => ({
      key,
      lastBuild: sortedTimes(ran.builds).at(-1) ?? null,
      lastTest: sortedTimes(ran.tests).at(-1) ?? null,
    }))
    .filter(({ lastBuild, lastTest }) => lastBuild !== null || lastTest !== null)
    .map(({ key, lastBuild, lastTest }) => `${key} ${lastBuild} ${lastTest}`)
    .toSorted()
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
