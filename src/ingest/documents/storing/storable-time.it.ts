import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { isDateTime } from '../formats/date-time.ts'
import { isStorableTime, timeText } from './storable-time.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 1 })
})
afterAll(() => database.drop())

const dates = ['0001-01-01', '0001-01-02', '2025-02-28', '9998-12-31', '9999-12-30', '9999-12-31']
const clocks = ['00:00:00', '00:00:59', '07:59:59', '15:59:59', '16:00:00', '23:59:59']
const fractions = [
  '',
  '.5',
  '.9999994',
  '.99999949999999999',
  '.9999995',
  '.9999996',
  `.${'9'.repeat(200)}`,
]
const offsets = [
  'Z',
  ...['00:00', '00:01', '15:59', '16:00', '23:59'].flatMap((o) => [`+${o}`, `-${o}`]),
]

/** Times around both ends of what is stored, and around what PostgreSQL rounds to it. */
const times = dates.flatMap((date) =>
  clocks.flatMap((clock) =>
    fractions.flatMap((fraction) =>
      offsets.map((offset) => `${date}T${clock}${fraction}${offset}`),
    ),
  ),
)

it('takes the times that PostgreSQL stores in the years 1 to 9999, and no others', async () => {
  expect(times.filter(isDateTime)).toEqual(times)
  const stored = await readByPostgres(times.filter(isStorableTime).map(timeText))
  expect(stored.filter((time) => !/^(?!0000)\d{4}-.*\d$/.test(time))).toEqual([])

  // PostgreSQL knows more years, but not every offset and every length
  const refused = times.filter((time) => !isStorableTime(time))
  const readable = refused.filter((time) => !/[+-](16|23):\d\d$/.test(time) && time.length < 100)
  const read = await readByPostgres(readable)
  expect(read.length).toBeGreaterThan(50)
  expect(read.filter((time) => !/^10000-| BC$/.test(time))).toEqual([])
})

async function readByPostgres(texts: readonly string[]): Promise<string[]> {
  const { rows } = await database.pool.query<{ read: string }>(
    `select (time::timestamptz at time zone 'UTC')::text as read from unnest($1::text[]) as time`,
    [texts],
  )
  return rows.map(({ read }) => read)
}
