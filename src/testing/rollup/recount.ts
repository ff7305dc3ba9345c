import { isBootPath } from '../boot-path.ts'
import { statusNames } from '../../domain/status.ts'
import type { RawRows } from './raw-rows.ts'

/**
 * The contents of the derived tables with all numbers resolved: one text per row, sorted. What the
 * roll-up must leave behind, whatever happened before.
 */
export type DerivedContents = {
  buildFacts: string[]
  testFacts: string[]
  cells: string[]
  checkoutCounts: string[]
  checkoutHardware: string[]
}

type Test = RawRows['tests'][number]
type Build = RawRows['builds'][number]

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
  }
}

function buildFacts(raw: RawRows): string[] {
  const known = new Set(raw.builds.map((build) => build.id))
  const awaited = new Set(raw.tests.map((test) => test.build_id).filter((id) => !known.has(id)))
  const placeholders = [...awaited].map((id) =>
    JSON.stringify([id, null, null, 0, null, null, null, null, null, null, null, isDummy(id)]),
  )
  return [...raw.builds.map(buildFact), ...placeholders]
}

function buildFact(build: Build): string {
  const { misc } = build
  const lab = isObject(misc) ? (nonEmptyText(misc['lab']) ?? 'Unknown') : null
  const platform = isObject(misc) ? nonEmptyText(misc['platform']) : null
  return JSON.stringify([
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
  ])
}

function testFact(raw: RawRows, test: Test): string {
  return JSON.stringify([
    test.id,
    test.build_id,
    dimensions(test),
    test.path === '' ? null : test.path,
    issueOf(raw, test),
    statusNumber(test.status),
    test.start_time,
    test.duration,
  ])
}

function cellKey(raw: RawRows, test: Test): unknown[] {
  return [test.build_id, dimensions(test), issueOf(raw, test)]
}

function dimensions(test: Test) {
  return {
    origin: test.origin,
    kind: kindOf(test),
    platform: platformOf(test),
    compatible: test.environment_compatible,
    lab: isObject(test.misc) ? nonEmptyText(test.misc['runtime']) : null,
  }
}

function kindOf({ path }: Test): 'b' | 't' | 'n' {
  if (path === null || path === '') return 'n'
  return isBootPath(path) ? 'b' : 't'
}

function platformOf({ environment_misc: misc }: Test): string | null {
  return isObject(misc) ? nonEmptyText(misc['platform']) : null
}

function issueOf(raw: RawRows, test: Test): [string, number] | null {
  const earliest = raw.incidents
    .filter((incident) => incident.test_id === test.id && incident.present !== false)
    .toSorted((a, b) => compare(String(a._timestamp), String(b._timestamp)) || compare(a.id, b.id))
    .at(0)
  return earliest === undefined ? null : [earliest.issue_id, earliest.issue_version]
}

type CountedItem = [key: unknown[], status: string | null]

function checkoutItems(raw: RawRows, builds: Map<string, Build>): CountedItem[] {
  const items: CountedItem[] = raw.builds
    .filter((build) => !isDummy(build.id))
    .map((build) => [[build.checkout_id, 'B'], build.status])
  for (const test of raw.tests) {
    const build = builds.get(test.build_id)
    if (build !== undefined) items.push([[build.checkout_id, kindOf(test)], test.status])
  }
  return items
}

function hardwareItems(raw: RawRows, builds: Map<string, Build>): CountedItem[] {
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

function tally(items: CountedItem[]): string[] {
  const counts = new Map<string, number[]>()
  for (const [key, status] of items) {
    const text = JSON.stringify(key)
    const row = counts.get(text) ?? statusNames.map(() => 0)
    const code = statusNumber(status)
    row[code] = (row[code] ?? 0) + 1
    counts.set(text, row)
  }
  return [...counts].map(([key, row]) => `${key} ${row.join(' ')}`).toSorted()
}

function statusNumber(status: string | null): number {
  return ['PASS', 'FAIL', 'SKIP', 'ERROR', 'MISS', 'DONE'].indexOf(status ?? '') + 1
}

function isDummy(buildId: string): boolean {
  return buildId.startsWith('maestro:dummy_')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function nonEmptyText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
