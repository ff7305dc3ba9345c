import { type RawBuilder, sql } from 'kysely'
import type { Timestamp } from '../store/app/values/timestamp.ts'
import { firstInstantSql, lastInstantSql } from './instant-bounds-sql.ts'

/** The part of a list that is wanted, by what tells its items apart and orders them. */
export type KeysetPage<Key> = {
  /** The item before the first one; null: from the beginning. */
  readonly after: Key | null
  /** How many at most; null: all that follow. */
  readonly most: number | null
}

/** What tells an item apart in a list that is ordered by time and id. */
export type TimeKey = { readonly startTime: Timestamp | null; readonly id: string }

/** The part of a list that is ordered by time and id. */
export type ListPage = KeysetPage<TimeKey>

/** All of a list. */
export const wholeList: KeysetPage<never> = { after: null, most: null }

/**
 * The time by which an item is listed: as it is shown, so that what no answer can write (decisions.md 2)
 * stands with what has no time.
 */
export function listedTime(column: RawBuilder<unknown>): RawBuilder<Timestamp | null> {
  return sql`case when ${column} between ${firstInstantSql} and ${lastInstantSql} then ${column} end`
}

/**
 * A condition: the item comes after the page began. Times ascend or descend, unknown ones come last; ids
 * ascend by code point.
 *
 * @param time as {@link listedTime} gives it
 */
export function comesAfter(
  { after }: ListPage,
  order: 'newest first' | 'oldest first',
  time: RawBuilder<unknown>,
  id: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (after === null) return sql`true`
  const isLaterById = sql`${id} collate "C" > ${after.id}`
  if (after.startTime === null) return sql`(${time} is null and ${isLaterById})`
  const start = sql`${after.startTime}::timestamptz`
  const isBeyond = order === 'newest first' ? sql`${time} < ${start}` : sql`${time} > ${start}`
  return sql`(${isBeyond} or ${time} is null or (${time} = ${start} and ${isLaterById}))`
}

/** The LIMIT of a page; of none there is none. */
export function atMost({ most }: KeysetPage<unknown>): RawBuilder<unknown> {
  return most === null ? sql`` : sql`limit ${most}`
}
