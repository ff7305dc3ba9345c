import { expect, test } from 'vitest'
import { arrivalDayOf } from '../../domain/arrival-day.ts'
import { createTestDatabase } from '../../testing/database/test-database.ts'
import { arrivalDaySql } from './arrival-day-sql.ts'

const within = [
  '1910-04-15T23:59:59.999Z',
  '1910-04-16T00:00:00Z',
  '1999-12-31T23:59:59.999Z',
  '2000-01-01T00:00:00Z',
  '2026-11-28T23:59:59Z',
  '2089-09-17T23:59:59Z',
  '2089-09-18T00:00:00Z',
]
const beyond: [string, number][] = [
  ['0044-03-15 12:00:00+00 BC', -32_767],
  ['-infinity', -32_767],
  ['10000-01-01 00:00:00+00', 32_767],
  ['infinity', 32_767],
]

test('counts days as the domain does, and instants beyond on the nearest day', async () => {
  await using database = await createTestDatabase()
  const { rows } = await database.pool.query<{ at: string; day: number }>(
    `select at, ${arrivalDaySql('at::timestamptz')} as day from unnest($1::text[]) as at`,
    [[...within, ...beyond.map(([at]) => at)]],
  )
  const days = within.map((at) => [at, arrivalDayOf(new Date(at))])
  expect(rows.map(({ at, day }) => [at, day])).toEqual([...days, ...beyond])
})
