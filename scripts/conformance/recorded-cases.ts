import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** A request that was recorded, as far as it matters for asking again. */
export type RecordedCase = {
  /** Our operation ids are the same (api-misc.md 1.1). */
  route: string
  method: string
  status: number
  path: string
  query?: Record<string, unknown> | [string, unknown][] | null
  content_type?: string | null
}

/** All cases of a file of recorded answers. */
export function recordedCases(file: string): RecordedCase[] {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as RecordedCase)
}

/** The parameters of a case, in the order in which they were sent. */
export function parametersOf({ query }: RecordedCase): [string, string][] {
  const pairs = Array.isArray(query) ? query : Object.entries(query ?? {})
  return pairs.map(([name, value]) => [name, String(value)])
}

/** Path and query of a case. */
export function requestOf(recorded: RecordedCase): string {
  const query = new URLSearchParams(parametersOf(recorded)).toString()
  return query === '' ? recorded.path : `${recorded.path}?${query}`
}
