import { Gauge } from 'prom-client'
import { LabelValues } from '../../ingest/label-values.ts'
import type { MetricsRegistry } from '../../platform/metrics/metrics.ts'
import type { NewestCheckout } from '../../read/service/read-freshness.ts'
import type { NewestArrivals } from '../../read/service/read-newest-arrivals.ts'

/** Submitters choose origins; beyond so many they are shown together, as the newest of them. */
const originsMax = 100

export type FreshnessMetrics = {
  arrived: (newest: NewestArrivals) => void
  /** @param newest the newest first */
  started: (newest: readonly NewestCheckout[]) => void
}

/** How old the data is, as the database has it; docs/metrics.md describes each. */
export function createFreshnessMetrics(registry: MetricsRegistry): FreshnessMetrics {
  const registers = [registry]
  const origins = new LabelValues(originsMax)
  const arrivals = new Gauge({
    name: 'treeline_newest_arrival_timestamp_seconds',
    help: 'When the newest item of a table arrived, in seconds since 1970; 0 when there is none',
    labelNames: ['table'],
    registers,
  })
  const starts = new Gauge({
    name: 'treeline_newest_checkout_timestamp_seconds',
    help: 'When the newest checkout of an origin started, in seconds since 1970',
    labelNames: ['origin'],
    registers,
  })
  return {
    arrived: (newest) => {
      for (const [table, time] of Object.entries(newest)) arrivals.set({ table }, secondsOf(time))
    },
    started: (newest) => {
      const shown = new Set<string>()
      for (const { origin, startTime } of newest) {
        const label = origins.bounded(origin)
        if (!shown.has(label)) starts.set({ origin: label }, secondsOf(startTime))
        shown.add(label)
      }
    },
  }
}

function secondsOf(time: string | null): number {
  return time === null ? 0 : Date.parse(time) / 1000
}
