import { type Counter, Gauge, Histogram, type Registry } from 'prom-client'
import { KnownLabelValues } from '../platform/metrics/known-label-values.ts'
import { transientErrorCodes } from '../store/app/errors/database-error-codes.ts'
import type { KcidbTable } from '../store/app/schema/kcidb-tables.ts'
import { haltCodes } from './ingest-halted.ts'
import { refusalCodes } from './documents/refusal.ts'
import { LabelValues } from './label-values.ts'
import { counterMaker } from './metrics/counter-maker.ts'
import { ingester } from './metrics/ingester-label.ts'
import { rollUpMetrics } from './metrics/roll-up-metrics.ts'
import { spoolGauges, type SpoolGauges } from './metrics/spool-gauges.ts'
import type { ItemCount } from './pipeline/item-counts.ts'
import { type FileRefusal, spoolRefusalCodes } from './spool/reason.ts'
import type { BatchResult } from './write/write-batch.ts'

/** Origins are chosen by submitters; beyond this many distinct ones they count as `other`. */
const originsMax = 100

/** What an ingester counts; docs/metrics.md describes each. */
export type IngestMetrics = SpoolGauges & {
  /** A batch was committed (ingestion.md O-22: items count only now, once per stored document). */
  stored: (batch: StoredBatch) => void
  refused: (code: FileRefusal['code']) => void
  /** A batch is tried again after an error with this code. */
  retried: (code: string) => void
  workerFailed: () => void
  /** Why nothing can be ingested for now, a code of {@link haltCodes}; null when it goes on. */
  halted: (code: string | null) => void
  /** Whether the trees file can be used as it is. */
  treesFile: (usable: boolean) => void
}

export type StoredBatch = {
  files: number
  bytes: number
  seconds: number
  replacedSurrogates: number
  items: readonly ItemCount[]
  result: BatchResult
}

/** The only reason there is; the reference knows that a process was killed, too. */
const threadFailure = { ingester, reason: 'exception' }

/**
 * Registers the metrics of an ingester; call it once per registry. What can be known of their labels is
 * shown with 0 at once, because an alert on the rise of a counter misses the event that makes it appear.
 */
export function createIngestMetrics(registry: Registry): IngestMetrics {
  const registers = [registry]
  const items = itemCounters(registers)
  const rolledUp = rollUpMetrics(registers)
  const origins = new LabelValues(originsMax)
  const retryCodes = new KnownLabelValues(transientErrorCodes)
  const refusals = Object.keys({ ...refusalCodes, ...spoolRefusalCodes })
  const counter = counterMaker(registers)

  const ingestions = counter('kcidb_ingestions_total', 'Documents stored', [{ ingester }])
  const bytes = counter('treeline_ingest_bytes_total', 'Bytes of the documents stored')
  const refused = counter(
    'treeline_ingest_refused_total',
    'Files moved to failed/',
    refusals.map((code) => ({ code })),
  )
  const retries = counter(
    'treeline_ingest_retries_total',
    'Batches tried again',
    [...retryCodes.all].map((code) => ({ code })),
  )
  const surrogates = counter(
    'treeline_ingest_replaced_surrogates_total',
    'Halves of surrogate pairs stored as U+FFFD',
  )
  const workerFailures = counter(
    'kcidb_ingester_worker_failures_total',
    'Worker threads that ended',
    [threadFailure],
  )
  const batchSeconds = new Histogram({
    name: 'treeline_ingest_batch_seconds',
    help: 'Time to write, roll up and commit one batch',
    buckets: [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30],
    registers,
  })

  return {
    ...spoolGauges(registers),
    stored: (batch) => {
      ingestions.inc({ ingester }, batch.files)
      bytes.inc(batch.bytes)
      surrogates.inc(batch.replacedSurrogates)
      batchSeconds.observe(batch.seconds)
      rolledUp(batch.result)
      for (const { table, origin, count } of batch.items) {
        items[table].inc({ ingester, origin: origins.bounded(origin) }, count)
      }
    },
    refused: (code) => refused.inc({ code }),
    retried: (code) => retries.inc({ code: retryCodes.of(code) }),
    halted: haltedGauge(registers),
    treesFile: treesFileGauge(registers),
    workerFailed: () => workerFailures.inc(threadFailure),
  }
}

/** One of them is 1 while nothing can be ingested. */
function haltedGauge(registers: Registry[]): IngestMetrics['halted'] {
  const halted = new Gauge({
    name: 'treeline_ingest_halted',
    help: 'Whether nothing can be ingested for now, by why',
    labelNames: ['code'],
    registers,
  })
  const tell = (code: string | null) => {
    for (const each of haltCodes) halted.set({ code: each }, each === code ? 1 : 0)
  }
  tell(null)
  return tell
}

/** 1 also where there is no such file: only a broken one needs somebody. */
function treesFileGauge(registers: Registry[]): IngestMetrics['treesFile'] {
  const usable = new Gauge({
    name: 'treeline_trees_file_usable',
    help: 'Whether the trees file can be used; 0: the names of before are in force',
    registers,
  })
  usable.set(1)
  return (isUsable) => usable.set(isUsable ? 1 : 0)
}

/**
 * As the reference names them, without its labels for lab and platform, which know no bound. Nobody knows
 * the origins before they come.
 */
function itemCounters(registers: Registry[]): Record<KcidbTable, Counter> {
  const counted = counterMaker(registers)
  const counter = (table: KcidbTable) =>
    counted(`kcidb_${table}_total`, `Items of stored documents: ${table}`, [
      { ingester, origin: 'other' },
    ])
  return {
    issues: counter('issues'),
    checkouts: counter('checkouts'),
    builds: counter('builds'),
    tests: counter('tests'),
    incidents: counter('incidents'),
  }
}
