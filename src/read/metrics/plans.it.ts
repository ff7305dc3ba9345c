import { afterAll, beforeAll, expect, it } from 'vitest'
import { arrivalDayOf } from '../../domain/arrival-day.ts'
import { largeScans } from '../../testing/database/large-scans.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { readMetrics } from './read-metrics.ts'

/** What metrics read row by row: a hundred days of it, 2,000 issues in three incidents of each day. */
const fill = `
  insert into checkouts (id, origin, tree_name, _timestamp)
    select 'c' || n, 'o', 'tree' || n % 20, timestamptz '2025-04-01T00:00:00Z' + n * interval '30 minutes'
    from generate_series(1, 4800) n;
  insert into incidents (id, origin, issue_id, issue_version, build_id, _timestamp)
    select 'n' || n, 'o' || n % 3, 'i' || n % 2000, 1, 'b' || n,
      timestamptz '2025-04-01T00:00:00Z' + n * interval '7 minutes'
    from generate_series(1, 20000) n;
  insert into issues (id, version, origin, _timestamp)
    select 'i' || n, 1, 'o', timestamptz '2025-04-01T00:00:00Z' from generate_series(0, 1999) n;
  analyze`

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 2 })
  await database.pool.query(fill)
})
afterAll(() => database.drop())

/** A request may cost what its days cost, and not what history costs (architecture.md 2.4). */
it.each([1, 7, 14, 90])('metrics of %i days read no large table from end to end', async (start) => {
  const today = arrivalDayOf(new Date('2025-07-01T00:00:00Z'))
  const scans = await largeScans(database.pool, async (db) => {
    const metrics = await readMetrics(db, today, { start, end: 0 })
    expect(metrics.n_checkouts).toBe(48 * start)
    expect(metrics.build_incidents_by_origin).toHaveProperty('o1')
  })
  expect(scans).toEqual([])
})
