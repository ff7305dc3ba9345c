import pg from 'pg'
import { parseExactly } from '../../platform/exact-json.ts'
import { textArray, textsFromPostgres } from './text-array.ts'
import type { Timestamp } from './timestamp.ts'

const { builtins } = pg.types

/** With microseconds; without any, seven characters fewer. */
const longest = '2025-07-16 08:45:53.120000+00'.length
const withoutFraction = '2025-07-16 08:45:53+00'.length

/**
 * PostgreSQL writes `2025-07-16 08:45:53.12+00` for a session in UTC; the API writes
 * `2025-07-16T08:45:53.120000Z` (api-misc.md 1.5). Every item of a list has one: 0.1 µs, against 0.2 when
 * characters were replaced, and 1.0 when it was split.
 *
 * A restored dump may bring what no answer can write: `infinity`, years of five digits and years
 * before the first. They are null (decisions.md 2).
 */
export function timestampFromPostgres(text: string): Timestamp | null {
  if (text[4] !== '-' || text.endsWith(' BC')) return null
  const zeros = text.length === withoutFraction ? '' : '0'.repeat(longest - text.length)
  return `${text.slice(0, 10)}T${text.slice(11, -3)}${zeros}Z`
}

const parsers = new Map<number, (text: string) => unknown>([
  [builtins.TIMESTAMPTZ, timestampFromPostgres],
  [builtins.JSONB, parseExactly],
  [builtins.JSON, parseExactly],
  [builtins.INT8, Number],
  [textArray, textsFromPostgres],
])

/** Times stay text with microseconds, json keeps every digit, counts are numbers. */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) ||
    pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
}
