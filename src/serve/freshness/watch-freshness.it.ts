import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createLog } from '../../platform/log/log.ts'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { createTestDatabase } from '../../testing/database/test-database.ts'
import { watchFreshness } from './watch-freshness.ts'

test('shows how old the data is, and ends when it is asked to', async () => {
  const database = await createTestDatabase()
  const ending = new AbortController()
  const metrics = createMetricsRegistry()
  const shown = async () =>
    (await metrics.metrics()).split('\n').filter((line) => line.startsWith('treeline_newest_'))
  try {
    const checkout = { tree_name: 't', git_commit_hash: 'c' }
    await database.db
      .insertInto('checkouts')
      .values([
        { ...checkout, id: 'a:1', origin: 'a', ...times('2026-01-01T00:00:00Z') },
        { ...checkout, id: 'a:2', origin: 'a', ...times('2026-01-02T00:00:00Z') },
        { ...checkout, id: 'b:1', origin: 'b', ...times('2025-01-02T00:00:00Z') },
      ])
      .execute()
    const watching = watchFreshness({
      database: { ...database, applicationName: 'treeline test', abandon: () => {} },
      metrics,
      log: createLog('silent'),
      signal: ending.signal,
    })
    const seconds = (day: string) => Date.parse(day) / 1000
    await expect
      .poll(shown)
      .toEqual([
        `treeline_newest_arrival_timestamp_seconds{table="checkouts"} ${seconds('2026-01-02')}`,
        `treeline_newest_arrival_timestamp_seconds{table="issues"} 0`,
        `treeline_newest_checkout_timestamp_seconds{origin="a"} ${seconds('2026-01-02')}`,
        `treeline_newest_checkout_timestamp_seconds{origin="b"} ${seconds('2025-01-02')}`,
      ])
    ending.abort()
    expect(await Promise.race([watching, setTimeout(10_000, 'goes on')])).toBeUndefined()
  } finally {
    ending.abort()
    await database.drop()
  }
})

function times(time: string) {
  return { _timestamp: time, start_time: time }
}
