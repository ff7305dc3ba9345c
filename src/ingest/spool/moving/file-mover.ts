import { errorCode } from '../../../platform/errors/error-code.ts'
import type { Logger } from '../../../platform/log/log.ts'
import { letOthersRun } from '../../../platform/turns/let-others-run.ts'
import type { IngestMetrics } from '../../ingest-metrics.ts'
import type { IngestTotals } from '../../progress/ingest-totals.ts'
import type { KnownFiles } from '../known-files.ts'
import { archiveFile, refuseFile, type MoveOutcome } from './archive-or-refuse.ts'
import type { FileRefusal } from '../reason.ts'
import type { Spool } from '../spool.ts'
import type { SpoolFile } from '../spool-file.ts'
import type { UnmovedFiles } from './unmoved-files.ts'

export type FileMoverOptions = {
  spool: Spool
  totals: IngestTotals
  /** Told about every file that stays although it was dealt with or tried. */
  known: Pick<KnownFiles, 'stored' | 'refused' | 'vainTries'>
  metrics: IngestMetrics
  log: Logger
  signal: AbortSignal
  /** Waited for before stored files are moved. */
  beforeMoved?: (() => Promise<void>) | undefined
}

/** How many stored files are tried again at a time. When none of them can be moved, the others wait. */
const retriedAtOnce = 500

/**
 * How many stored files begin to move in one round of the event loop. When all 150 of a batch began at once, the next
 * batch, whose rows were ready, asked for the lock 24 to 35 ms after the commit on a busy machine (medians of runs);
 * with 16 it is 5 to 11 ms.
 */
const movedPerRound = 16

/**
 * Moves handled files out of the root of the spool, or leaves them there, and counts both. A file that the file system
 * refuses to move is remembered, and holds up no other file.
 */
export class FileMover {
  readonly #options: FileMoverOptions

  constructor(options: FileMoverOptions) {
    this.#options = options
  }

  /** Moves files whose rows are committed, a few in each round of the event loop: what is written next goes first. */
  async archive(files: readonly SpoolFile[]): Promise<void> {
    const { spool, known, beforeMoved } = this.#options
    await beforeMoved?.()
    const move = (file: SpoolFile) =>
      this.#putAway(file, known.stored, () => archiveFile(spool, file))
    const inOneRound = async (at: number) => {
      await letOthersRun()
      await Promise.all(files.slice(at, at + movedPerRound).map(move))
    }
    const begins = Array.from(
      { length: Math.ceil(files.length / movedPerRound) },
      (_, round) => round * movedPerRound,
    )
    await Promise.all(begins.map(inOneRound))
    known.stored.warn()
  }

  /** Tries again to move what is stored already, when it is time for that. */
  async archiveAgain(): Promise<void> {
    const { known, signal } = this.#options
    if (!known.stored.isDue()) return
    for (let left = known.stored.size; left > 0; left -= retriedAtOnce) {
      const before = known.stored.size
      await this.archive(known.stored.oldest(Math.min(left, retriedAtOnce)))
      if (known.stored.size === before || signal.aborted) return
    }
  }

  /** Moves a file that was refused, with its reason beside it; counts and logs it once it has been moved. */
  async refuse(file: SpoolFile, refusal: FileRefusal): Promise<void> {
    const { spool, known, log, metrics, totals } = this.#options
    const reason = { ...refusal, file: file.name, refusedAt: new Date().toISOString() }
    const fate = await this.#putAway(file, known.refused, () => refuseFile(spool, file, reason))
    known.refused.warn()
    if (fate !== 'moved') return
    totals.filesRefused += 1
    totals.bytesRefused += file.size
    metrics.refused(refusal.code)
    log.warn({ file: file.name, code: refusal.code, problem: refusal.message }, 'refused a file')
  }

  /** Leaves a file in the spool that could not be dealt with because of `problem`, and logs that as an error. */
  leave(file: SpoolFile, problem: unknown): void {
    const { log, totals, known } = this.#options
    totals.filesLeft += 1
    known.vainTries?.note(file)
    log.error(
      { err: problem, file: file.name },
      'a file cannot be dealt with and stays in the spool',
    )
  }

  async #putAway(
    file: SpoolFile,
    unmoved: UnmovedFiles,
    move: () => Promise<MoveOutcome>,
  ): Promise<MoveOutcome | 'unmoved'> {
    try {
      const fate = await move()
      unmoved.settle(file)
      this.#note(file, fate)
      return fate
    } catch (error) {
      if (errorCode(error) === undefined) throw error // a mistake of ours
      unmoved.note(file, error)
      return 'unmoved'
    }
  }

  #note(file: SpoolFile, fate: MoveOutcome): void {
    const { totals, log } = this.#options
    if (fate === 'changed') {
      totals.filesLeft += 1
      log.info(
        { file: file.name },
        'was written to after it had been read; it stays to be read again',
      )
    } else if (fate === 'gone') {
      log.debug({ file: file.name }, 'was moved by somebody else')
    }
  }
}
