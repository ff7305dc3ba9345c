/** An ingester as `treeline ingest --once` runs it, in a process of its own, that notes when it commits. */
import { pino } from 'pino'
import { createIngestMetrics } from '../../../src/ingest/ingest-metrics.ts'
import { runIngest } from '../../../src/ingest/run-ingest.ts'
import { createMetricsRegistry } from '../../../src/platform/metrics/metrics.ts'
import { openDatabase } from '../../../src/store/app/database.ts'
import type { DrainMessage } from './drain-message.ts'

const [url, spoolDir, workers] = process.argv.slice(2)
if (url === undefined || spoolDir === undefined) throw new Error('usage: drain-run.ts URL SPOOL N')
const startedAt = Date.now()
const batches: DrainMessage['batches'] = []
const metrics = createIngestMetrics(createMetricsRegistry())
const { stored } = metrics
metrics.stored = (batch) => {
  batches.push({ at: Date.now(), files: batch.files, rssBytes: process.memoryUsage.rss() })
  stored(batch)
}
await using database = openDatabase({
  url,
  applicationName: 'treeline bench',
  poolSize: 2,
  acquireTimeoutMs: 5_000,
  statementTimeoutMs: 0,
  onIdleError: () => {},
})
const { totals, problem } = await runIngest({
  pool: database.pool,
  spoolDir,
  once: true,
  maxWorkers: Number(workers),
  intervalMs: 1_000,
  automaticLab: /^(shell|k8s.*)$/u,
  log: pino({ level: 'warn' }, pino.destination(2)),
  metrics,
  signal: new AbortController().signal,
})
if (problem !== undefined || totals.filesRefused > 0 || totals.filesLeft > 0) {
  throw new Error(problem ?? `${totals.filesRefused} refused, ${totals.filesLeft} left`)
}
const { user, system } = process.cpuUsage()
process.send?.({
  startedAt,
  batches,
  filesGone: totals.filesGone,
  cpuSeconds: (user + system) / 1e6,
  peakBytes: process.resourceUsage().maxRSS * 1024,
} satisfies DrainMessage)
