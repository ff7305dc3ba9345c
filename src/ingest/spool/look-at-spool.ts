import type { Logger } from '../../platform/log.ts'
import type { IngestMetrics } from '../ingest-metrics.ts'
import { everyFile, QuietFiles, type Completeness } from './quiet-files.ts'
import { scanLimit, scanSpool, type Scan } from './scan.ts'
import type { Spool } from './spool.ts'
import type { SpoolFile } from './spool-file.ts'
import { UnmovedFiles } from './unmoved-files.ts'
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

/**
 * Looks for files that are complete and not dealt with yet. Takes no more than can be remembered if
 * none of them can be moved to `archive/`: to forget one would be to store it again and again.
 *
 * @throws the file system's error; the signal's reason when it is aborted
 */
export async function lookAtSpool(
  spool: Spool,
  known: KnownFiles,
  signal: AbortSignal,
): Promise<Scan> {
  const { completeness, vainTries, stored, refused, untaken } = known
  const refusedRest = !refused.isDue()
  const isWanted = (file: SpoolFile): boolean => {
    if (stored.has(file) || (refused.has(file) && refusedRest)) return false
    return vainTries?.isResting(file) !== true && completeness.isComplete(file)
  }
  const limit = Math.min(scanLimit, stored.room)
  const scan = await scanSpool(spool, { isWanted, limit, signal })
  for (const memory of [completeness, stored, refused]) memory.endLook()
  for (const unmoved of [stored, refused]) unmoved.warn()
  untaken.tell(scan.untaken)
  return scan
}
