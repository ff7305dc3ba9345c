import pg from 'pg'
import { parseEveryDigit } from '../../../platform/json/exact-json.ts'
import { textArray, textsFromPostgres } from './text-array.ts'
import type { Timestamp } from './timestamp.ts'

const { builtins } = pg.types

/** With microseconds; without any, seven characters fewer. */
const longest = '2025-07-16 08:45:53.120000+00'.length
const withoutFraction = '2025-07-16 08:45:53+00'.length

/**
 * PostgreSQL writes `2025-07-16 08:45:53.12+00` for a session in UTC; the API writes
 * `2025-07-16T08:45:53.120000Z` (api-misc.md 1.5). Every item of a list has one: 0.1 µs, against 0.2 when
 * characters were replaced, and 1.0 when it was split. All our sessions are in UTC; what one in another zone
 * writes is the same instant.
 *
 * A restored dump may bring what no answer can write: `infinity`, years of five digits and years
 * before the first. They are null (decisions.md 2).
 */
export function timestampFromPostgres(text: string): Timestamp | null {
  if (text[4] !== '-') return null
  if (!text.endsWith('+00')) return timestampAtOffset(text)
  const zeros = text.length === withoutFraction ? '' : '0'.repeat(longest - text.length)
  return `${text.slice(0, 10)}T${text.slice(11, -3)}${zeros}Z`
}

const atOffset = /^(.{10}) ([\d:]{8})(\.\d+)?([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?$/

/** `2025-07-16 10:45:53.12+02`, also `-03:30` and, of times before there were zones, `+00:53:28`. */
function timestampAtOffset(text: string): Timestamp | null {
  const [, day, time, fraction = '', sign, hours, minutes = 0, seconds = 0] =
    atOffset.exec(text) ?? []
  if (day === undefined) return null
  const offset = 3_600 * Number(hours) + 60 * Number(minutes) + Number(seconds)
  const utc = new Date(Date.parse(`${day}T${time}Z`) + (sign === '+' ? -1000 : 1000) * offset)
  if (utc.getUTCFullYear() < 1) return null
  const written = utc.toISOString()
  return timestampFromPostgres(`${written.slice(0, 10)} ${written.slice(11, 19)}${fraction}+00`)
}

const parsers = new Map<number, (text: string) => unknown>([
  [builtins.TIMESTAMPTZ, timestampFromPostgres],
  [builtins.JSONB, parseEveryDigit],
  [builtins.JSON, parseEveryDigit],
  [builtins.INT8, Number],
  [textArray, textsFromPostgres],
])

/** Times stay text with microseconds, json keeps every digit, counts are numbers. */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) ||
    pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
}
