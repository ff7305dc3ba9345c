import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { arrivalDayOf, beginOfDay } from '../../domain/arrival-day.ts'
import { dayWindows } from '../../domain/metrics/day-windows.ts'
import { rebuildRollUp } from '../../rollup/rebuild/rebuild.ts'
import { naiveMetrics } from '../../testing/naive/metrics.ts'
import { arbitraryBatches, inOne } from '../../testing/rollup/arbitrary-batches.ts'
import { clearTables } from '../../testing/rollup/clear-tables.ts'
import { readRawRows } from '../../testing/rollup/raw-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { readMetrics } from './read-metrics.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 3 })
})
afterAll(() => database.drop())

/** Rows arrive from the day before 2025-07-01 to the day before this. */
const today = arrivalDayOf(new Date('2025-07-06T12:00:00Z'))
const days = fc
  .record({ end: fc.nat({ max: 5 }), length: fc.integer({ min: 1, max: 7 }) })
  .map(({ end, length }) => ({ start: end + length, end }))

async function clear(): Promise<void> {
  const client = await database.pool.connect()
  await clearTables(client).finally(() => client.release())
}

it('equals a count of the rows, for any rows and windows', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryBatches, fc.array(days, { minLength: 4 }), async (batches, asked) => {
      await clear()
      await writeRows(database.pool, inOne(batches))
      const rows = await readRawRows(database.db)
      for (const one of [{ start: 7, end: 0 }, ...asked]) {
        const { current, previous } = dayWindows(today, one)
        const [now, before] = [current, previous].map(({ from, until }) => ({
          from: beginOfDay(from),
          until: beginOfDay(until),
        }))
        if (!now || !before) throw new Error('two windows')
        expect(await readMetrics(database.db, today, one)).toEqual(naiveMetrics(rows, now, before))
      }
    }),
    { numRuns: 12 },
  )
})

const incident = (id: string, _timestamp: string | null, more: object = {}) => ({
  id,
  origin: 'o',
  issue_id: 'i',
  issue_version: 1,
  build_id: 'b1',
  _timestamp,
  ...more,
})

it('counts nothing of what has no time that can be written, and for which nothing is older', async () => {
  await clear()
  const time = '2025-07-05T23:59:59.999999Z'
  await writeRows(database.pool, {
    issues: [{ id: 'i', version: 1, origin: 'o', _timestamp: time }],
    checkouts: [{ id: 'c1', origin: 'o', tree_name: 't', _timestamp: time }],
    builds: [{ id: 'b1', checkout_id: 'c1', origin: 'o', _timestamp: time }],
    tests: [
      {
        id: 't1',
        build_id: 'b1',
        origin: 'o',
        path: 'a',
        misc: { runtime: 'lab' },
        _timestamp: time,
      },
      {
        id: 't2',
        build_id: 'b1',
        origin: 'o',
        path: 'a',
        misc: { runtime: 'lab' },
        _timestamp: time,
      },
    ],
    incidents: ['n1', 'n2', 'n3', 'n4', 'n5'].map((id) =>
      incident(id, time, { origin: id === 'n1' ? 'o' : 'p' }),
    ),
  })
  const odd = ['infinity', '-infinity', '10000-01-01', null]
  await database.pool.query(
    `update incidents set _timestamp = ($1::timestamptz[])[ascii(substr(id, 2)) - 49] where id > 'n1'`,
    [odd],
  )
  await database.pool.query(`update tests set _timestamp = '-infinity' where id = 't2'`)
  await rebuildRollUp(database.pool)
  const ofOne = { builds: 1, boots: 0, tests: 1 }
  const counts = { total_incidents: 1, n_new_issues: 1, n_existing_issues: 0, n_total_issues: 1 }
  for (const start of [1, 7, 700_000]) {
    expect(await readMetrics(database.db, today, { start, end: 0 })).toMatchObject({
      n_trees: 1,
      n_checkouts: 1,
      n_builds: 1,
      n_tests: 1,
      n_issues: 1,
      n_incidents: 1,
      lab_maps: { lab: ofOne },
      build_incidents_by_origin: { o: counts },
      new_issues_by_origin: { o: [{ id: 'i', version: 1, comment: '', total_incidents: 1 }] },
      prev_n_tests: 0,
    })
  }
})
