import { isJsonObject } from '../../src/platform/json/json-object.ts'

/** A row as the file of expected rows has it; the names are the columns. */
export type Row = Readonly<Record<string, unknown>>

const instantColumns = new Set([
  'start_time',
  'origin_builds_finish_time',
  'origin_tests_finish_time',
])

/** Moved by every ingest, or derived from the identifier alone. */
const ignoredColumns = new Set(['_timestamp', 'series'])

/**
 * The columns in which a stored row differs from the expected one: instants are compared as such,
 * numbers by value, JSON by structure.
 *
 * @param startTimes when given, any of these instants is a right `start_time`
 */
export function differingColumns(
  expected: Row,
  stored: Row,
  startTimes?: readonly string[],
): string[] {
  return Object.keys(expected).filter((column) => {
    if (ignoredColumns.has(column)) return false
    const right =
      startTimes !== undefined && column === 'start_time' ? startTimes : [expected[column]]
    const found = comparable(column, stored[column])
    return !right.some((value) => comparable(column, value) === found)
  })
}

function comparable(column: string, value: unknown): string {
  return instantColumns.has(column) ? instant(value) : structure(value)
}

/** To the microsecond, which a Date cannot hold. */
function instant(value: unknown): string {
  if (typeof value !== 'string') return structure(value)
  const fraction = /\.(\d+)/.exec(value)?.[1] ?? ''
  const seconds = Date.parse(value.replace(/\.\d+/, '')) / 1000
  return `${seconds}.${fraction.padEnd(6, '0')}`
}

/** The same text for the same JSON, whatever the order of its members. */
function structure(value: unknown): string {
  return JSON.stringify(value ?? null, (_name, member: unknown) =>
    isJsonObject(member)
      ? Object.fromEntries(
          Object.entries(member).toSorted(([one], [other]) => (one < other ? -1 : 1)),
        )
      : member,
  )
}
