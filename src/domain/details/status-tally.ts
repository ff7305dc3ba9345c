import { compareByCodePoint } from '../code-point-order.ts'
import { emptyStatusCount, type StatusCount, type StatusName } from '../status.ts'
import type { SparseStatusCount } from './answer-types.ts'

/** Status counts per name. A map, because names come from submitters and may be `__proto__`. */
export type StatusTally = Map<string, StatusCount>

/** Adds to the count of one status under one name. */
export function tally(counts: StatusTally, name: string, status: StatusName, count: number): void {
  let row = counts.get(name)
  if (row === undefined) counts.set(name, (row = emptyStatusCount()))
  row[status] += count
}

/**
 * The tally as a JSON object, names ascending by code point (decisions.md 1: the same state gives
 * the same bytes).
 */
export function toRecord<Value>(values: ReadonlyMap<string, Value>): Record<string, Value> {
  const record: Record<string, Value> = Object.create(null)
  for (const name of [...values.keys()].sort(compareByCodePoint)) {
    record[name] = values.get(name) as Value
  }
  return record
}

/** As {@link toRecord}, statuses that did not occur left out. */
export function toSparseRecord(counts: StatusTally): Record<string, SparseStatusCount> {
  const sparse = new Map<string, SparseStatusCount>()
  for (const [name, count] of counts) {
    const occurred = Object.entries(count).filter(([, number]) => number > 0)
    sparse.set(name, Object.fromEntries(occurred))
  }
  return toRecord(sparse)
}
