import type { Kysely } from 'kysely'
import { createFetchMetrics } from '../../platform/guarded-fetch/fetch-metrics.ts'
import { createGuardedClient } from '../../platform/guarded-fetch/guarded-client.ts'
import { ruleOfAddress } from '../../platform/guarded-fetch/host-rules.ts'
import type { MetricsRegistry } from '../../platform/metrics/metrics.ts'
import type { CacheDatabase } from '../../store/cache/cache-types.ts'
import { excerptDirectory } from '../../store/excerpts/excerpt-directory.ts'
import { directoryStorage, type ExcerptStorage } from './excerpt-storage.ts'
import { storageService, uploadPurpose } from './storage-service.ts'

/** As the reference has it (ingestion.md 2.10), in milliseconds. */
const uploadMs = 30_000

/** What the settings say of storage, and what it works with. */
export type ExcerptStorageOptions = {
  config: {
    dataDir: string
    fetch: { allowLoopback: boolean }
    excerpts: {
      baseUrl: string
      storage: { kind: 'service'; token: string; allowPrivate: boolean } | { kind: 'directory' }
      knownMax: number
    }
  }
  cache: () => Promise<{ db: Kysely<CacheDatabase> }>
  metrics: MetricsRegistry
}

/** Opens where excerpts go. */
export async function openExcerptStorage({
  config,
  cache,
  metrics,
}: ExcerptStorageOptions): Promise<ExcerptStorage> {
  const { storage, baseUrl, knownMax } = config.excerpts
  if (storage.kind === 'directory') {
    return directoryStorage(excerptDirectory(config.dataDir), baseUrl)
  }
  const client = createGuardedClient({
    hosts: [ruleOfAddress(baseUrl)],
    allowLoopback: config.fetch.allowLoopback,
    allowPrivate: storage.allowPrivate,
    limits: { wholeMs: uploadMs },
    metrics: createFetchMetrics(metrics, [uploadPurpose]),
  })
  const { db } = await cache()
  return storageService({ client, baseUrl, token: storage.token, cache: { db, max: knownMax } })
}
