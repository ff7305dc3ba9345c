/** The ingester as `treeline ingest --once` runs it, in a process of its own. */
import { availableParallelism } from 'node:os'
import { pino } from 'pino'
import { createIngestMetrics } from '../../../src/ingest/ingest-metrics.ts'
import { runIngest } from '../../../src/ingest/run-ingest.ts'
import { createMetricsRegistry } from '../../../src/platform/metrics/metrics.ts'
import { openDatabase } from '../../../src/store/app/database.ts'
import type { RunMessage } from './run-message.ts'

const [url, spoolDir, workers] = process.argv.slice(2)
if (url === undefined || spoolDir === undefined)
  throw new Error('usage: our-run.ts URL SPOOL [WORKERS]')
await using database = openDatabase({
  url,
  applicationName: 'treeline bench',
  poolSize: 3,
  acquireTimeoutMs: 5_000,
  statementTimeoutMs: 0,
  onIdleError: () => {},
})
const { totals, seconds, problem } = await runIngest({
  pool: database.pool,
  spoolDir,
  once: true,
  maxWorkers: Number(workers ?? Math.max(availableParallelism() - 1, 1)),
  intervalMs: 1_000,
  automaticLab: /^(shell|k8s.*)$/u,
  log: pino({ level: 'warn' }, pino.destination(2)),
  metrics: createIngestMetrics(createMetricsRegistry()),
  signal: new AbortController().signal,
})
if (problem !== undefined || totals.filesRefused > 0 || totals.filesLeft > 0) {
  throw new Error(problem ?? `${totals.filesRefused} refused, ${totals.filesLeft} left`)
}
process.send?.({ seconds, peakBytes: process.resourceUsage().maxRSS * 1024 } satisfies RunMessage)
