import { compareByCodePoint } from '../code-point-order.ts'
import {
  namedStatusCount,
  noStatusCounts,
  addStatusCounts,
  type StatusCount,
  type StatusCounts,
} from '../status.ts'
import type { SparseStatusCount } from './answer-types.ts'

/** Status counts per name. A map, because names come from submitters and may be `__proto__`. */
export type StatusTally = Map<string, StatusCounts>

/** Adds to the counts under one name. */
export function tally(counts: StatusTally, name: string, more: Readonly<StatusCounts>): void {
  let row = counts.get(name)
  if (row === undefined) counts.set(name, (row = noStatusCounts()))
  addStatusCounts(row, more)
}

/** The tally as a JSON object, every status under each name, zero or not. */
export function toCountRecord(counts: StatusTally): Record<string, StatusCount> {
  return toRecord(new Map([...counts].map(([name, row]) => [name, namedStatusCount(row)])))
}

/**
 * Values by name as a JSON object, names ascending by code point (decisions.md 1: the same state gives
 * the same bytes).
 */
export function toRecord<Value>(values: ReadonlyMap<string, Value>): Record<string, Value> {
  const record: Record<string, Value> = Object.create(null)
  for (const name of [...values.keys()].sort(compareByCodePoint)) {
    record[name] = values.get(name) as Value
  }
  return record
}

/** As {@link toCountRecord}, statuses that did not occur left out. */
export function toSparseRecord(counts: StatusTally): Record<string, SparseStatusCount> {
  const sparse = new Map<string, SparseStatusCount>()
  for (const [name, row] of counts) {
    const occurred = Object.entries(namedStatusCount(row)).filter(([, number]) => number > 0)
    sparse.set(name, Object.fromEntries(occurred))
  }
  return toRecord(sparse)
}
