import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import { KnownLabelValues } from '../platform/known-label-values.ts'
import { transientErrorCodes } from '../store/app/database-error-codes.ts'
import type { KcidbTable } from '../store/app/kcidb-tables.ts'
import { haltCodes } from './ingest-halted.ts'
import { refusalCodes } from './documents/refusal.ts'
import { LabelValues } from './label-values.ts'
import { type FileRefusal, spoolRefusalCodes } from './spool/reason.ts'
import { spoolFolders, type SpoolFolder } from './spool/spool.ts'
import { untakenReasons, type UntakenReason } from './spool/untaken-entries.ts'
import type { ItemCount } from './pipeline/item-counts.ts'
import type { BatchResult } from './write/write-batch.ts'

/**
 * Value of the label `ingester` that the reference's dashboards group by
 * (reference/operations.md 2.3).
 */
const ingester = 'treeline'

/** Origins are chosen by submitters; beyond this many distinct ones they count as `other`. */
const originsMax = 100

/** What an ingester counts; docs/metrics.md describes each. */
export type IngestMetrics = {
  /** Files that wait in the spool to be taken. */
  queue: (files: number) => void
  /** Shows from now on how long the oldest of them has waited. */
  watchQueue: (queue: { readonly oldestModifiedMs: number | undefined }) => void
  /** A batch was committed (ingestion.md O-22: items count only now, once per stored document). */
  stored: (batch: StoredBatch) => void
  refused: (code: FileRefusal['code']) => void
  /** A batch is tried again after an error with this code. */
  retried: (code: string) => void
  workerFailed: () => void
  /** Files that are dealt with and wait in the spool, because they cannot be moved to the folder. */
  unmoved: (folder: SpoolFolder, files: number) => void
  /** Entries of the spool that are named like submissions and are never taken. */
  untaken: (counts: Readonly<Record<UntakenReason, number>>) => void
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

  const queue = new Gauge({
    name: 'kcidb_ingestion_queue',
    help: 'Files that wait in the spool to be taken',
    labelNames: ['ingester'],
    registers,
  })
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
    queue: (files) => queue.set({ ingester }, files),
    watchQueue: oldestWaitingGauge(registers),
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
    ...spoolGauges(registers),
    halted: haltedGauge(registers),
    treesFile: treesFileGauge(registers),
    workerFailed: () => workerFailures.inc(threadFailure),
  }
}

type Labels = Readonly<Record<string, string>>

/** Makes counters that show 0 at once under all labels that are known; without any, there is but one. */
function counterMaker(registers: Registry[]) {
  return (name: string, help: string, known: readonly Labels[] = [{}]) => {
    const labelNames = Object.keys(known[0] ?? {})
    const counter = new Counter({ name, help, labelNames, registers })
    for (const labels of known) counter.inc(labels, 0)
    return counter
  }
}

/** Both show 0 before the first look, so that an alert sees the first rise. */
function spoolGauges(registers: Registry[]): Pick<IngestMetrics, 'unmoved' | 'untaken'> {
  const unmoved = new Gauge({
    name: 'treeline_ingest_unmoved_files',
    help: 'Files that are dealt with and cannot be moved out of the spool',
    labelNames: ['folder'],
    registers,
  })
  const untaken = new Gauge({
    name: 'treeline_ingest_untaken_entries',
    help: 'Entries of the spool that are named like submissions and are never taken',
    labelNames: ['reason'],
    registers,
  })
  for (const folder of spoolFolders) unmoved.set({ folder }, 0)
  for (const reason of Object.keys(untakenReasons)) untaken.set({ reason }, 0)
  return {
    unmoved: (folder, files) => unmoved.set({ folder }, files),
    untaken: (counts) => {
      for (const [reason, count] of Object.entries(counts)) untaken.set({ reason }, count)
    },
  }
}

/** Asked at each scrape, so that it grows while nothing is stored. */
function oldestWaitingGauge(registers: Registry[]): IngestMetrics['watchQueue'] {
  let watched: Parameters<IngestMetrics['watchQueue']>[0] | undefined
  new Gauge({
    name: 'treeline_ingest_oldest_waiting_seconds',
    help: 'Age of the oldest file that waits in the spool to be taken, or is worked on',
    registers,
    collect() {
      const oldest = watched?.oldestModifiedMs
      this.set(oldest === undefined ? 0 : Math.max(Date.now() - oldest, 0) / 1000)
    },
  })
  return (queue) => (watched = queue)
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

/** Tables that the reference's board of the aggregator asks for, and what is written here in their place. */
const derivedTables: Readonly<Record<string, (result: BatchResult) => number>> = {
  tree_listing: ({ sums }) => sums.checkoutCounts,
  hardware_status: ({ sums }) => sums.checkoutHardware,
  tree_tests_rollup: ({ sums }) => sums.cells,
  processed_items: ({ changedBuilds, changedTests }) => changedBuilds + changedTests,
}

/**
 * What the sums took over. Unlike the counters of items these stand still when the same rows come
 * again, so the two together tell how much of the input is news.
 */
function rollUpMetrics(registers: Registry[]): (result: BatchResult) => void {
  const changes = counterMaker(registers)(
    'treeline_rollup_changes_total',
    'Builds and tests that are counted otherwise than before',
    [{ table: 'builds' }, { table: 'tests' }],
  )
  const written = counterMaker(registers)(
    'aggregation_records_written_total',
    'Rows of sums that were written, by the derived table of the reference that they stand for',
    Object.keys(derivedTables).map((table) => ({ table })),
  )
  const newest = new Gauge({
    name: 'treeline_rollup_version',
    help: 'Version of the sums that this process committed last',
    registers,
  })
  return (result) => {
    const { version, changedBuilds, changedTests } = result
    changes.inc({ table: 'builds' }, changedBuilds)
    changes.inc({ table: 'tests' }, changedTests)
    for (const [table, rowsOf] of Object.entries(derivedTables)) {
      written.inc({ table }, rowsOf(result))
    }
    if (version !== null) newest.set(version)
  }
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
