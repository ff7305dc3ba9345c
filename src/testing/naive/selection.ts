import type { BuildFilter, Filters, Selection, TestFilter } from '../../domain/filters/filters.ts'
import type { CommitRows } from '../arbitrary/arbitrary-commit.ts'
import type { SubmittedRow } from '../rows/staged-rows.ts'

/** Ids in order of the code points, per list. */
export type SelectedIds = { builds: string[]; boots: string[]; tests: string[] }

/**
 * What the lists of a commit must show under filters: decisions.md 1 read once more, row by row and
 * without regard to cost. It shares no rule with the readers.
 */
export function naiveSelection(rows: CommitRows, filters: Filters): SelectedIds {
  const builds = new Map(rows.builds.map((row) => [row['id'], row]))
  const wanted = rows.tests.filter((test) => {
    const build = builds.get(test['build_id']) ?? {}
    return (
      hasConfiguration(filters, build) &&
      overlaps(filters.hardware, testHardware(test, build)) &&
      isIn(filters.labs, textIn(test['misc'], 'runtime')) &&
      isTestWanted(isBoot(test) ? filters.boot : filters.test, test, rows)
    )
  })
  return {
    builds: idsOf(rows.builds.filter((build) => isBuildWanted(filters, build, rows))),
    boots: idsOf(wanted.filter(isBoot)),
    tests: idsOf(wanted.filter((test) => !isBoot(test))),
  }
}

function isBuildWanted(filters: Filters, build: SubmittedRow, rows: CommitRows): boolean {
  if (String(build['id']).startsWith('maestro:dummy_')) return false
  const tests = rows.tests.filter((test) => test['build_id'] === build['id'])
  const platform = textIn(build['misc'], 'platform')
  const own = named(platform)
  const hardware = [...tests.flatMap((test) => testHardware(test, build)), ...(own ? [own] : [])]
  const found = [...(hardware.length > 0 ? hardware : ['Unknown']), ...spelled(platform)]
  const issues = issuesOf(rows, (row) => row['build_id'] === build['id'] && row['test_id'] === null)
  const canShow = build['status'] === 'FAIL' || build['status'] === null
  return (
    hasConfiguration(filters, build) &&
    overlaps(filters.hardware, found) &&
    isIn(filters.labs, textIn(build['misc'], 'lab')) &&
    isItemWanted(filters.build, build) &&
    (filters.build.issues.size === 0 || (canShow && showsIssue(filters.build, issues)))
  )
}

function isTestWanted(filter: TestFilter, test: SubmittedRow, rows: CommitRows): boolean {
  const path = String(test['path'] ?? '')
  const issues = issuesOf(rows, (row) => row['test_id'] === test['id'])
  const isUnexplained = issues.length > 0 || test['status'] === 'FAIL'
  return (
    isItemWanted(filter, test) &&
    isIn(filter.platforms, textIn(test['environment_misc'], 'platform')) &&
    (filter.paths.length === 0 || filter.paths.some((text) => path.includes(text))) &&
    (filter.issues.size === 0 || (isUnexplained && showsIssue(filter, issues)))
  )
}

function isItemWanted(filter: BuildFilter, row: SubmittedRow): boolean {
  const { minimum, maximum } = filter.duration
  const duration = row['duration'] as number | null
  return (
    (filter.statuses.size === 0 || filter.statuses.has(String(row['status'] ?? 'NULL'))) &&
    (filter.origins.size === 0 || filter.origins.has(String(row['origin']))) &&
    (minimum === null || (duration !== null && duration >= minimum)) &&
    (maximum === null || (duration !== null && duration <= maximum))
  )
}

function issuesOf(rows: CommitRows, isOwn: (incident: SubmittedRow) => boolean): string[] {
  return rows.incidents
    .filter((row) => row['present'] !== false && isOwn(row))
    .map((row) => `${row['issue_id']},${row['issue_version']}`)
}

function showsIssue({ issues }: BuildFilter, own: readonly string[]): boolean {
  return own.length === 0 ? issues.has('Uncategorized,null') : own.some((key) => issues.has(key))
}

function hasConfiguration(filters: Filters, build: SubmittedRow): boolean {
  return (
    isIn(filters.configs, build['config_name']) &&
    isIn(filters.architectures, build['architecture']) &&
    isIn(filters.compilers, build['compiler'])
  )
}

function testHardware(test: SubmittedRow, build: SubmittedRow): string[] {
  const compatible = (test['environment_compatible'] ?? []) as string[]
  const platform = textIn(test['environment_misc'], 'platform')
  const ofTest = named(platform)
  const own = [...compatible, ...(ofTest ? [ofTest] : [])]
  if (own.length > 0) return own
  const ofBuild = textIn(build['misc'], 'platform')
  return [named(ofBuild) ?? 'Unknown', ...spelled(ofBuild), ...spelled(platform)]
}

function named(platform: string | null): string | null {
  return platform?.toLowerCase() === 'unknown' ? null : platform
}

function spelled(platform: string | null): string[] {
  return platform === null || platform === 'Unknown' ? [] : [platform]
}

function textIn(json: unknown, name: string): string | null {
  if (typeof json !== 'object' || json === null) return null
  const value = (json as Record<string, unknown>)[name]
  return typeof value === 'string' && value !== '' ? value : null
}

function isIn(selection: Selection, value: unknown): boolean {
  return selection.size === 0 || selection.has(String(value || 'Unknown'))
}

function overlaps(selection: Selection, values: readonly string[]): boolean {
  return selection.size === 0 || values.some((value) => selection.has(value))
}

function isBoot(test: SubmittedRow): boolean {
  return /^boot(\.|$)/.test(String(test['path'] ?? ''))
}

function idsOf(rows: readonly SubmittedRow[]): string[] {
  return rows.map((row) => String(row['id'])).toSorted()
}
