import pg from 'pg'
import { parseExactly } from '../../platform/exact-json.ts'
import type { Timestamp } from './timestamp.ts'

const { builtins } = pg.types

/**
 * PostgreSQL writes `2025-07-16 08:45:53.12+00` for a session in UTC; the API writes
 * `2025-07-16T08:45:53.120000Z` (api-misc.md 1.5). Every item of a list has one: 0.3 µs, against 1.0 when
 * it was split.
 *
 * A restored dump may bring what no answer can write: `infinity`, years of five digits and years
 * before the first. They are null (decisions.md 2).
 */
function timestampFromPostgres(text: string): Timestamp | null {
  if (text[4] !== '-' || text.endsWith(' BC')) return null
  const utc = text.replace('+00', '').replace(' ', 'T')
  const point = utc.indexOf('.')
  return point === -1 ? `${utc}Z` : `${utc.padEnd(point + 7, '0')}Z`
}

/** `text[]`, which this list of types lacks. */
const textArray: number = 1009
const arrayFromPostgres = pg.types.getTypeParser(textArray, 'text') as (text: string) => unknown[]

/**
 * Tags, compatibles and categories are lists of texts. A restored dump may bring arrays with nulls in
 * them, and arrays of arrays: the texts count, wherever they are.
 */
function textsFromPostgres(text: string): string[] {
  const values = arrayFromPostgres(text).flat(Infinity)
  return values.filter((value) => typeof value === 'string')
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
