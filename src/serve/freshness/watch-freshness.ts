import { setTimeout } from 'node:timers/promises'
import type { Context } from '../../context.ts'
import { readFreshness } from '../../read/service/read-freshness.ts'
import { readNewestArrivals } from '../../read/service/read-newest-arrivals.ts'
import { createFreshnessMetrics } from './freshness-metrics.ts'

/** Between two looks, in milliseconds: a scrape costs the database nothing. */
const lookEveryMs = 15_000

/**
 * Shows how old the data is until the program is asked to end. While the database does not answer, what was
 * seen last stands: these are times, so they grow old by themselves.
 */
export async function watchFreshness({
  database,
  metrics: registry,
  log,
  signal,
}: Pick<Context, 'database' | 'metrics' | 'log' | 'signal'>): Promise<void> {
  const metrics = createFreshnessMetrics(registry)
  while (!signal.aborted) {
    try {
      metrics.arrived(await readNewestArrivals(database.db))
      metrics.started((await readFreshness(database.db)).newestCheckouts)
    } catch (error) {
      log.debug({ err: error }, 'cannot look how old the data is')
    }
    await setTimeout(lookEveryMs, undefined, { signal }).catch(() => {})
  }
}
