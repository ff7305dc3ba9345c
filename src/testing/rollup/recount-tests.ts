import { isBootPath } from '../naive/boot-path.ts'
import { statusNames } from '../../domain/status.ts'
import type { RawRows } from './raw-rows.ts'

/** What a recount wants to know of rows, in the plainest words. */

export type RawTest = RawRows['tests'][number]
export type RawBuild = RawRows['builds'][number]

export function dimensions(test: RawTest) {
  return {
    origin: test.origin,
    kind: kindOf(test),
    platform: platformOf(test),
    compatible: test.environment_compatible,
    lab: labOf(test),
  }
}

export function kindOf({ path }: RawTest): 'b' | 't' | 'n' {
  if (path === null || path === '') return 'n'
  return isBootPath(path) ? 'b' : 't'
}

export function platformOf({ environment_misc: misc }: RawTest): string | null {
  return isObject(misc) ? nonEmptyText(misc['platform']) : null
}

export function labOf({ misc }: RawTest): string | null {
  return isObject(misc) ? nonEmptyText(misc['runtime']) : null
}

export function statusNumber(status: string | null): number {
  return ['PASS', 'FAIL', 'SKIP', 'ERROR', 'MISS', 'DONE'].indexOf(status ?? '') + 1
}

export function isDummy(buildId: string): boolean {
  return buildId.startsWith('maestro:dummy_')
}

/** UTC days since 2000-01-01. */
export function dayOf({ _timestamp: timestamp }: { _timestamp: string | null }): number | null {
  if (timestamp === null) return null
  return Math.floor((Date.parse(timestamp) - Date.parse('2000-01-01T00:00:00Z')) / 86_400_000)
}

/** Times as texts, oldest first. */
export function sortedTimes(times: (string | null)[]): string[] {
  // a fraction of a second may be there or not
  const bare = times.filter((time) => time !== null).map((time) => time.replace('Z', ''))
  return bare.toSorted().map((time) => `${time}Z`)
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function nonEmptyText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

export type CountedItem = [key: unknown[], status: string | null]

/** Items with equal keys counted per status. */
export function tally(items: CountedItem[]): string[] {
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

/** Equal keys counted. */
export function count(keys: unknown[][]): string[] {
  const counts = new Map<string, number>()
  for (const key of keys) {
    const text = JSON.stringify(key)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts].map(([key, n]) => `${key} ${n}`).toSorted()
}
