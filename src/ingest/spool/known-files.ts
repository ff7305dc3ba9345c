import type { Logger } from '../../platform/log/log.ts'
import type { IngestMetrics } from '../ingest-metrics.ts'
import { everyFile, QuietFiles, type Completeness } from './quiet-files.ts'
import { UnmovedFiles } from './moving/unmoved-files.ts'
import { UntakenReport } from './untaken-report.ts'
import { VainTries } from './vain-tries.ts'

/** What an ingester knows of the files in its spool from before. */
export type KnownFiles = {
  completeness: Completeness
  /** Absent: every file is tried, however lately it was. */
  vainTries?: VainTries | undefined
  /** Committed, and still in the spool. */
  stored: UnmovedFiles
  /** To be read and refused again when `failed/` can be written to. */
  refused: UnmovedFiles
  untaken: UntakenReport
}

export type KnownFilesOptions = {
  /** A spool that is complete, as opposed to one that files are being written to. */
  once: boolean
  log: Logger
  metrics: IngestMetrics
}

/** Before the first look. */
export function noKnownFiles({ once, log, metrics }: KnownFilesOptions): KnownFiles {
  return {
    completeness: once ? everyFile : new QuietFiles(),
    vainTries: once ? undefined : new VainTries(),
    stored: new UnmovedFiles({ folder: 'archive', log, metrics }),
    refused: new UnmovedFiles({ folder: 'failed', log, metrics }),
    untaken: new UntakenReport(log, metrics),
  }
}
