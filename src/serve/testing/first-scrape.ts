import { startMetricsServer } from '../../http/metrics-server.ts'
import { createWarmUpMetrics } from '../../http/warm-up/warm-up-metrics.ts'
import { createExcerptMetrics } from '../../ingest/excerpts/excerpt-metrics.ts'
import { createIngestMetrics } from '../../ingest/ingest-metrics.ts'
import { createJobMetrics } from '../../jobs/job-metrics.ts'
import { pingPurpose } from '../../jobs/pings/health-checks.ts'
import { schedule } from '../../jobs/schedule.ts'
import { channelNames } from '../../notify/channels/channel.ts'
import { createDeliveryMetrics } from '../../notify/delivery/delivery-metrics.ts'
import { createNoticeMetrics } from '../../notify/delivery/notices/notice-metrics.ts'
import { createDatabaseMetrics } from '../../platform/metrics/database-metrics.ts'
import { createFetchMetrics } from '../../platform/guarded-fetch/fetch-metrics.ts'
import { createLog } from '../../platform/log/log.ts'
import type { MetricsRegistry } from '../../platform/metrics/metrics.ts'
import { LogCache } from '../../read/logs/log-cache.ts'
import { logPurposes } from '../../read/logs/logs.ts'
import { DataVersion } from '../../read/versions/data-version.ts'
import { showVersion } from '../../read/versions/version-metrics.ts'
import { createReceiverMetrics } from '../../receiver/receiver-metrics.ts'
import { statementErrorCodes } from '../../store/app/errors/database-error-codes.ts'
import { showCacheSize } from '../../store/cache/cache-metrics.ts'
import { Replica } from '../../store/app/replicas/replica.ts'
import { openMemoryCache } from '../../store/cache/open-cache.ts'
import { appWithoutDatabase } from '../../testing/http/app-without-database.ts'
import { createFreshnessMetrics } from '../freshness/freshness-metrics.ts'
import { createReplicaMetrics } from '../replica-metrics.ts'
import { createWorkerMetrics } from '../workers/worker-metrics.ts'
import { type Metric, parseMetrics } from './parse-metrics.ts'

/** Everything that a service with all roles declares, as the first scrape finds it. */
export async function firstScrape(): Promise<Metric[]> {
  const { registry } = appWithoutDatabase()
  declareDatabase(registry)
  declareIngest(registry)
  const jobs = schedule.map(({ name }) => name)
  createJobMetrics(registry, jobs).did('verify', { builds: 0, drift_rows: 0 })
  createDeliveryMetrics(registry).found({ queued: 0, held: 0, failed: 0, oldestSeconds: 0 })
  createNoticeMetrics(registry)
  createFetchMetrics(registry, [...logPurposes, pingPurpose, ...channelNames])
  await using cache = openMemoryCache()
  const log = createLog('silent')
  new LogCache({ maxBytes: 0, maxAgeMs: 0, cache, log, metrics: registry })
  showCacheSize(registry, cache)
  createWorkerMetrics(registry)
  const server = await startMetricsServer(registry, log, { host: '127.0.0.1', port: 0 })
  try {
    return parseMetrics(await (await fetch(`${server.url}/metrics/`)).text())
  } finally {
    await server.close(0)
  }
}

function declareDatabase(registry: MetricsRegistry): void {
  const metrics = createDatabaseMetrics(registry, statementErrorCodes)
  metrics.watchPool('treeline serve', { totalCount: 0, idleCount: 0, waitingCount: 0 })
  metrics.watchTurns({ cheap: { busy: 0, waiting: 0 }, dear: { busy: 0, waiting: 0 } })
  showVersion(registry, new DataVersion())
  createReplicaMetrics(registry, [new Replica('127.0.0.1:5432')])
  const freshness = createFreshnessMetrics(registry)
  freshness.arrived({ checkouts: null, issues: null })
  freshness.started([{ origin: 'maestro', startTime: '2026-11-29T00:00:00Z' }])
}

function declareIngest(registry: MetricsRegistry): void {
  createIngestMetrics(registry).queue(0)
  createExcerptMetrics(registry)
  createWarmUpMetrics(registry)
  const nothing = () => Promise.resolve(0)
  createReceiverMetrics(registry, { waiting: nothing, freeBytes: nothing })
}
