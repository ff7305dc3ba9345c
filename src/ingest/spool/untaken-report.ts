import type { Logger } from '../../platform/log/log.ts'
import type { IngestMetrics } from '../ingest-metrics.ts'
import { untakenReasons, type UntakenEntries, type UntakenReason } from './untaken-entries.ts'

/**
 * Tells about entries that are never taken, because nobody would learn of them otherwise: each gets
 * one line in the log for as long as it is there, and a gauge counts them.
 */
export class UntakenReport {
  readonly #log: Logger
  readonly #metrics: Pick<IngestMetrics, 'untaken'>
  #told: ReadonlyMap<string, UntakenReason> = new Map()

  constructor(log: Logger, metrics: Pick<IngestMetrics, 'untaken'>) {
    this.#log = log
    this.#metrics = metrics
  }

  /** @param found what a look at the whole spool found */
  tell({ names, counts }: UntakenEntries): void {
    for (const [file, code] of names) {
      if (this.#told.get(file) === code) continue
      const details = { file, code, reason: untakenReasons[code] }
      this.#log.warn(details, 'is named like a submission and is never taken')
    }
    this.#told = names
    this.#metrics.untaken(counts)
  }
}
