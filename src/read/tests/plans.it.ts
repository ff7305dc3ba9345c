import { afterAll, beforeAll, expect, it } from 'vitest'
import { arrivalDayOf } from '../../domain/arrival-day.ts'
import { createSizableDatabase } from '../../testing/database/sizable-database.ts'
import { largeScans } from '../../testing/database/large-scans.ts'
import type { TestDatabase } from '../../testing/database/test-database.ts'
import {
  type StatusHistoryRequest,
  readStatusHistory,
} from './status-history/read-status-history.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createSizableDatabase()
  // rows of the example have no time of storing
  const stored = `path = 'boot' and environment_misc ->> 'platform' = 'platform2'`
  await database.pool.query(`update tests set _timestamp = start_time where ${stored}`)
  await database.pool.query(
    `update test_fact f set arrived = $1 from tests t where t.id = f.test_id and ${stored}`,
    [arrivalDayOf(new Date('2025-07-01T00:00:00Z'))],
  )
}, 120_000)
afterAll(() => database.drop())

const line = {
  origin: 'maestro',
  url: 'https://git/7',
  branch: 'branch',
  config: 'config3',
  path: 'boot',
  platform: 'platform2',
}
const end = '2025-09-01T00:00:00Z'

/** A request may cost what its line of tests costs, and not what history costs (architecture.md 2.4). */
it.each<[string, Partial<StatusHistoryRequest>, number | undefined]>([
  ['by start', { startedUntil: end, size: 5 }, 5],
  ['by start, all of it', { startedUntil: end, size: 1000 }, 9],
  ['by arrival', { storedUntil: end, size: 5 }, 5],
  ['without times', {}, undefined],
  ['without platform', { startedUntil: end, line: { ...line, platform: undefined } }, undefined],
])('no history %s reads a large table from end to end', async (_, asked, found) => {
  const request = { line, size: 10, ...asked }
  const history = await readStatusHistory(database.db, request)
  expect(history?.status_history.length).toBe(found)
  expect(await largeScans(database.pool, (db) => readStatusHistory(db, request))).toEqual([])
})
