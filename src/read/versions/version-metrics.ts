import { Gauge } from 'prom-client'
import type { MetricsRegistry } from '../../platform/metrics/metrics.ts'
import type { DataVersion } from './data-version.ts'

/** Shows at each scrape which commit the answers of this process know of, and until when they know of all. */
export function showVersion(registry: MetricsRegistry, version: DataVersion): void {
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      // of several processes the one that knows least
      aggregator: 'min',
      registers: [registry],
      collect() {
        this.set(value())
      },
    })
  gauge(
    'treeline_data_version',
    'Newest commit that the answers of this process know of, 0 while nobody can say',
    () => version.current?.number ?? 0,
  )
  gauge(
    'treeline_data_as_of_timestamp_seconds',
    'Until when this process knows of every commit, in seconds since 1970',
    () => version.asOf.getTime() / 1000,
  )
}
