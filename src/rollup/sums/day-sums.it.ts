import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { arrivalDayOf, beforeAllDays } from '../../domain/arrival-day.ts'
import { writeBatch } from '../../ingest/write/write-batch.ts'
import { arbitraryBatches } from '../../testing/rollup/arbitrary-batches.ts'
import { clearTables } from '../../testing/rollup/clear-tables.ts'
import { stageRows } from '../../testing/rows/staged-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'

let database: TestDatabase
let client: pg.PoolClient
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 2 })
})
afterAll(() => database.drop())
beforeEach(async () => {
  client = await database.pool.connect()
  await clearTables(client)
})
afterEach(() => client.release())

type LabDay = { day: number; prev: number; n: number }

const midnight = (day: number) => new Date(Date.UTC(2025, 5, 30 + day))

/** Every window of whole days around those on which rows arrive. */
const windows = Array.from({ length: 8 }, (_, from) =>
  Array.from({ length: 8 - from }, (__, length) => [midnight(from), midnight(from + length + 1)]),
).flat()

/** What metrics count in the UTC days [a, b) (api-misc.md 8.3), in the way of reading.md 3 … */
const fromSums = `
  select 'builds of ' || l.lab as what, sum(d.n) as n
  from lab_day d join lab l using (lab_id)
  where d.day >= $1 and d.day < $2 and d.prev < $1 group by l.lab
  union all
  select case d.kind when 'b' then 'boots of ' else 'tests of ' end || d.lab, sum(s.n)
  from day_dim s join dim d using (dim_id)
  where s.day >= $1 and s.day < $2 and d.kind <> 'n' and d.lab is not null group by d.kind, d.lab
  union all
  select 'tests', sum(n) from day_dim where day >= $1 and day < $2 having sum(n) > 0
  union all
  select what, sum(n) from arrival where day >= $1 and day < $2 group by what
  order by 1`

/** … and from the rows themselves. */
const fromRows = `
  with test as (
    select *, case when jsonb_typeof(misc) = 'object' and jsonb_typeof(misc -> 'runtime') = 'string'
      then nullif(misc ->> 'runtime', '') end as lab
    from tests where _timestamp >= $1 and _timestamp < $2
  )
  select 'builds of ' || lab as what, count(distinct build_id) as n
  from test where lab is not null group by lab
  union all
  select 'boots of ' || lab, count(*) from test where path ~ '^boot($|\\.)' group by lab
    having lab is not null
  union all
  select 'tests of ' || lab, count(*) from test where path <> '' and path !~ '^boot($|\\.)' group by lab
    having lab is not null
  union all
  select 'tests', count(*) from test having count(*) > 0
  union all
  select 'builds', count(*) from builds where _timestamp >= $1 and _timestamp < $2
    having count(*) > 0
  union all
  select 'incidents', count(*) from incidents
    where _timestamp >= $1 and _timestamp < $2 and present is distinct from false having count(*) > 0
  order by 1`

test('sums of days give what the rows of any window of days say', async () => {
  const property = fc.asyncProperty(arbitraryBatches, async (batches) => {
    await clearTables(client)
    for (const batch of batches) await writeBatch(client, stageRows(batch))
    for (const [from, until] of windows) {
      const days = [from, until].map((instant) => arrivalDayOf(instant ?? new Date(Number.NaN)))
      const summed = await client.query(fromSums, days)
      expect(summed.rows).toEqual((await client.query(fromRows, [from, until])).rows)
    }
  })
  await fc.assert(property, { numRuns: 4, endOnFailure: true })
})

test('a day of which all tests were sent again on a day that is known already is no more', async () => {
  const write = (tests: Record<string, number>) =>
    writeBatch(
      client,
      stageRows({
        tests: Object.entries(tests).map(([id, day]) => ({
          id,
          origin: 'maestro',
          build_id: 'b',
          misc: { runtime: 'lab' },
          _timestamp: midnight(day).toISOString(),
        })),
      }),
    )
  const labDays = async () => {
    const { rows } = await client.query<LabDay>('select day, prev, n from lab_day order by day')
    const zero = arrivalDayOf(midnight(0))
    return rows.map(({ day, prev, n }) => [
      day - zero,
      prev === beforeAllDays ? 'none' : prev - zero,
      n,
    ])
  }
  await write({ t1: 1, t2: 2, t3: 4 })
  expect(await labDays()).toEqual([
    [1, 'none', 1],
    [2, 1, 1],
    [4, 2, 1],
  ])
  await write({ t2: 4 })
  expect(await labDays()).toEqual([
    [1, 'none', 1],
    [4, 1, 1],
  ])
  await write({ t1: 4 })
  expect(await labDays()).toEqual([[4, 'none', 1]])
})

test('days are UTC days, whatever the time zone of the session', async () => {
  await client.query(`set time zone 'Pacific/Auckland'`)
  const row = { origin: 'maestro', _timestamp: '2025-07-01T23:59:59.999999Z' }
  await writeBatch(
    client,
    stageRows({
      builds: [{ ...row, id: 'b', checkout_id: 'c' }],
      tests: [{ ...row, id: 't', build_id: 'b' }],
      incidents: [{ ...row, id: 'n', issue_id: 'i', issue_version: 1, test_id: 't' }],
    }),
  )
  await client.query('reset time zone')
  const day = arrivalDayOf(new Date(row._timestamp))
  expect((await client.query('select day from day_dim')).rows).toEqual([{ day }])
  expect((await client.query('select distinct day from arrival')).rows).toEqual([{ day }])
})
