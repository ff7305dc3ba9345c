import { Gauge, type Registry } from 'prom-client'
import { type SpoolFolder, spoolFolders } from '../spool/spool.ts'
import { type UntakenReason, untakenReasons } from '../spool/untaken-entries.ts'
import { ingester } from './ingester-label.ts'

/** What the spool looks like now. */
export type SpoolGauges = {
  /** Files that wait in the spool to be taken. */
  queue: (files: number) => void
  /** Shows from now on how long the oldest of them has waited. */
  watchQueue: (queue: { readonly oldestModifiedMs: number | undefined }) => void
  /** Files that are dealt with and wait in the spool, because they cannot be moved to the folder. */
  unmoved: (folder: SpoolFolder, files: number) => void
  /** Entries of the spool that are named like submissions and are never taken. */
  untaken: (counts: Readonly<Record<UntakenReason, number>>) => void
}

/** Those of what cannot be taken or moved show 0 before the first look, so that an alert sees the first rise. */
export function spoolGauges(registers: Registry[]): SpoolGauges {
  const queue = new Gauge({
    name: 'kcidb_ingestion_queue',
    help: 'Files that wait in the spool to be taken',
    labelNames: ['ingester'],
    registers,
  })
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
    queue: (files) => queue.set({ ingester }, files),
    watchQueue: oldestWaitingGauge(registers),
    unmoved: (folder, files) => unmoved.set({ folder }, files),
    untaken: (counts) => {
      for (const [reason, count] of Object.entries(counts)) untaken.set({ reason }, count)
    },
  }
}

/** Asked at each scrape, so that it grows while nothing is stored. */
function oldestWaitingGauge(registers: Registry[]): SpoolGauges['watchQueue'] {
  let watched: Parameters<SpoolGauges['watchQueue']>[0] | undefined
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
