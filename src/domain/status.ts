/** A stored result of a build or a test; null in the database means that no result is known. */
export type Status = 'PASS' | 'FAIL' | 'SKIP' | 'ERROR' | 'MISS' | 'DONE'

/** A status as the API spells it: the missing result has a name of its own (trees.md 4.2). */
export type StatusName = Status | 'NULL'

/**
 * The order in which answers list statuses, and the position of each status in every counter column
 * and every `status` number of the derived tables: `n0` counts missing results, `n1` PASS, and so on.
 */
export const statusNames = ['NULL', 'PASS', 'FAIL', 'SKIP', 'ERROR', 'MISS', 'DONE'] as const

/** The number that stands for a status in derived tables (0 is a missing result). */
export type StatusCode = 0 | 1 | 2 | 3 | 4 | 5 | 6

/** All of them. */
export const statusCodes: readonly StatusCode[] = [0, 1, 2, 3, 4, 5, 6]

/** Counts of all seven statuses, indexed by {@link StatusCode}. */
export type StatusCounts = [number, number, number, number, number, number, number]

/** Every answer that counts statuses carries all seven keys (trees.md 5). */
export type StatusCount = Record<StatusName, number>

/** A count of nothing. */
export function emptyStatusCount(): StatusCount {
  return { PASS: 0, ERROR: 0, FAIL: 0, SKIP: 0, MISS: 0, DONE: 0, NULL: 0 }
}

/** Counts of nothing, by code. */
export function noStatusCounts(): StatusCounts {
  return [0, 0, 0, 0, 0, 0, 0]
}

/** Counts of one thing that has a status. */
export function countsOfOne(status: StatusName): StatusCounts {
  const counts = noStatusCounts()
  counts[codeOfStatus(status)] = 1
  return counts
}

/** Adds `more` to `counts` in place. */
export function addStatusCounts(counts: StatusCounts, more: Readonly<StatusCounts>): void {
  counts[0] += more[0]
  counts[1] += more[1]
  counts[2] += more[2]
  counts[3] += more[3]
  counts[4] += more[4]
  counts[5] += more[5]
  counts[6] += more[6]
}

/** The same counts by name. */
export function namedStatusCount(counts: Readonly<StatusCounts>): StatusCount {
  const [NULL, PASS, FAIL, SKIP, ERROR, MISS, DONE] = counts
  return { PASS, ERROR, FAIL, SKIP, MISS, DONE, NULL }
}

/** The name of a stored status; anything the API has no name for counts as a missing result (api-misc.md O26). */
export function statusName(status: string | null): StatusName {
  const name = status?.toUpperCase()
  return statusNames.find((known) => known === name) ?? 'NULL'
}

/** The name of each status number. */
export function statusOfCode(code: StatusCode): StatusName {
  return statusNames[code]
}

/** The number of a status name. */
export function codeOfStatus(status: StatusName): StatusCode {
  return statusNames.indexOf(status) as StatusCode
}

/** Boots and tests that did not do what they should (trees.md 4.2). */
export const failingStatuses: readonly StatusName[] = ['ERROR', 'FAIL', 'MISS']
