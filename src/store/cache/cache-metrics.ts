import { Gauge } from 'prom-client'
import type { MetricsRegistry } from '../../platform/metrics/metrics.ts'
import { cacheFileBytes } from './cache-contents.ts'
import type { Cache } from './open-cache.ts'

/** A gauge for the size of the cache file, read at each scrape; 0 for a cache in memory. */
export function showCacheSize(registry: MetricsRegistry, cache: Pick<Cache, 'file'>): void {
  new Gauge({
    name: 'treeline_cache_file_bytes',
    help: 'Bytes of the local cache on disk, with what was written lately',
    registers: [registry],
    collect() {
      this.set(cacheFileBytes(cache))
    },
  })
}
