import { issueKey, uncategorizedKey, uncategorizedLabel } from '../issue-reference.ts'
import { invalidValue } from './filter-error.ts'

const number = /^\s*[+-]?\d+(?:_\d+)*(?:\.\d+)?\s*$/
const integer = /^\s*[+-]?\d+(?:_\d+)*\s*$/

/**
 * A duration in seconds. The whole value counts, fraction included (decisions.md 1,
 * filters.md O-F1, O-F8); blanks around it, a sign and underscores between digits are tolerated.
 *
 * @returns null, which is no bound, for anything that is not a number (filters.md 5)
 */
export function parseDuration(value: string): number | null {
  return number.test(value) ? Number(value.replaceAll('_', '')) : null
}

/**
 * `<issue id>,<version>`, split at the last comma, or `Uncategorized` alone (filters.md 7.1).
 *
 * @returns the key that `issueKey` gives for that issue version; a version `null` matches nothing but
 *   `Uncategorized`
 * @throws {FilterError} when there is no comma, or the version is neither an integer nor `null`
 */
export function parseIssue(value: string): string {
  if (value === uncategorizedLabel) return uncategorizedKey
  const comma = value.lastIndexOf(',')
  const version = value.slice(comma + 1)
  if (comma < 0) throw invalidValue()
  if (version === 'null') return value
  if (!integer.test(version)) throw invalidValue()
  return issueKey({ id: value.slice(0, comma), version: Number(version.replaceAll('_', '')) })
}
