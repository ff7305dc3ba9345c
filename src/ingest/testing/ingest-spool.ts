import { pino } from 'pino'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { createIngestMetrics } from '../ingest-metrics.ts'
import { runIngest, type IngestOptions, type IngestSummary } from '../run-ingest.ts'

type Given = Pick<IngestOptions, 'pool' | 'spoolDir'> & Partial<IngestOptions>

/** For tests: ingests a spool once, quietly, with one thread. */
export function ingestSpool(given: Given): Promise<IngestSummary> {
  return runIngest({
    once: true,
    maxWorkers: 1,
    intervalMs: 50,
    automaticLab: /^(shell|k8s.*)$/u,
    log: pino({ level: 'silent' }),
    metrics: createIngestMetrics(createMetricsRegistry()),
    signal: new AbortController().signal,
    ...given,
  })
}
