import type { Logger } from '../../platform/log.ts'
import type { IngestMetrics } from '../ingest-metrics.ts'
import { IngestHalted } from '../ingest-halted.ts'
import type { IngestTotals } from '../progress/ingest-totals.ts'
import { archiveFile, refuseFile, type PutAway } from './put-away.ts'
import type { FileRefusal } from './reason.ts'
import type { Spool } from './spool.ts'
import type { SpoolFile } from './spool-file.ts'
import type { VainTries } from './vain-tries.ts'

export type FileMoverOptions = {
  spool: Spool
  totals: IngestTotals
  /** Told about every file that stays although it was tried. */
  vainTries?: VainTries | undefined
  metrics: IngestMetrics
  log: Logger
}

/** Moves handled files out of the root of the spool, or leaves them there, and keeps count. */
export class FileMover {
  readonly #options: FileMoverOptions

  constructor(options: FileMoverOptions) {
    this.#options = options
  }

  /** @throws IngestHalted when the file system refuses; what is committed is harmless to read again */
  async archive(files: readonly { file: SpoolFile }[]): Promise<void> {
    const { spool } = this.#options
    await this.#moving(async () => {
      const moves = files.map(async ({ file }) => this.#note(file, await archiveFile(spool, file)))
      await Promise.all(moves)
    })
  }

  /** @throws IngestHalted when the file system refuses; the file is still in the spool then */
  async refuse(file: SpoolFile, refusal: FileRefusal): Promise<void> {
    const { spool, log, metrics, totals } = this.#options
    const reason = { ...refusal, file: file.name, refusedAt: new Date().toISOString() }
    await this.#moving(async () => {
      const fate = await refuseFile(spool, file, reason)
      this.#note(file, fate)
      if (fate !== 'moved') return
      totals.filesRefused += 1
      totals.bytesRefused += file.size
      metrics.refused(refusal.code)
      log.warn({ file: file.name, code: refusal.code, problem: refusal.message }, 'refused a file')
    })
  }

  /** Leaves a file where it is that could not be dealt with; `problem` is what stood in the way. */
  leave(file: SpoolFile, problem: unknown): void {
    const { log, totals, vainTries } = this.#options
    totals.filesLeft += 1
    vainTries?.note(file)
    log.error(
      { err: problem, file: file.name },
      'a file cannot be dealt with and stays in the spool',
    )
  }

  async #moving(move: () => Promise<void>): Promise<void> {
    try {
      await move()
    } catch (error) {
      throw new IngestHalted('spool_unusable', error)
    }
  }

  #note(file: SpoolFile, fate: PutAway): void {
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
