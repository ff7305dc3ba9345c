import { errorMessage } from '../../../platform/errors/error-message.ts'
import type { Logger } from '../../../platform/log/log.ts'
import type { IngestMetrics } from '../../ingest-metrics.ts'
import { FileMemory } from '../file-memory.ts'
import { GrowingPause } from '../growing-pause.ts'
import type { SpoolFolder } from '../spool.ts'
import type { SpoolFile } from '../spool-file.ts'

export type UnmovedFilesOptions = {
  /** Where the files should be. */
  folder: SpoolFolder
  log: Pick<Logger, 'info' | 'warn'>
  metrics: Pick<IngestMetrics, 'unmoved'>
  /** Files remembered at most; tests ask for fewer. */
  filesMax?: number
}

/** As many as one look at the spool takes; 200,000 take 40 MB. */
const defaultFilesMax = 200_000

const retryPauses = { firstMs: 1_000, maxMs: 60_000 }
const warningPauses = { firstMs: 60_000, maxMs: 3_600_000 }

const problems: Record<SpoolFolder, string> = {
  archive:
    'stored files cannot be moved to archive/; they wait in the spool and are not stored again',
  failed: 'refused files cannot be moved to failed/; they wait in the spool',
}

/**
 * Files that are dealt with and cannot be moved out of the spool: `archive/` or `failed/` cannot be
 * written to, or the file cannot be taken away. Without this memory each look at the spool would deal
 * with them anew (decisions.md 5). It is not kept on disk: a restart stores them once more, which changes
 * nothing but their `_timestamp`.
 */
export class UnmovedFiles {
  readonly #options: UnmovedFilesOptions
  readonly #files = new FileMemory<true>()
  readonly #retries = new GrowingPause(retryPauses)
  readonly #warnings = new GrowingPause(warningPauses)
  #last: { file: SpoolFile; error: unknown } | undefined
  #hasWarned = false

  constructor(options: UnmovedFilesOptions) {
    this.#options = options
  }

  get size(): number {
    return this.#files.size
  }

  /** How many more files can be remembered. */
  get room(): number {
    return this.#filesMax - this.#files.size
  }

  /** What keeps them, in words; undefined when there are none. */
  get problem(): string | undefined {
    if (this.#last === undefined) return undefined
    const { folder } = this.#options
    return `${this.size} file(s) cannot be moved to ${folder}/: ${errorMessage(this.#last.error)}`
  }

  /** Whether the file, as it is, waits to be moved. */
  has(file: SpoolFile): boolean {
    return this.#files.get(file) === true
  }

  /** Whether it is time to try again. */
  isDue(now = performance.now()): boolean {
    return this.size > 0 && this.#retries.isOver(now)
  }

  /** The files that were not tried for the longest time. */
  oldest(count: number): SpoolFile[] {
    return this.#files.oldest(count)
  }

  /** All files that wait to be moved. */
  all(): SpoolFile[] {
    return this.oldest(this.size)
  }

  /** Remembers a file that could just not be moved. Beyond the bound the oldest is forgotten. */
  note(file: SpoolFile, error: unknown, now = performance.now()): void {
    if (this.#retries.isOver(now)) this.#retries.begin(now)
    this.#last = { file, error }
    this.#files.set(file, true)
    const [oldest] = this.#files.size > this.#filesMax ? this.#files.oldest(1) : []
    if (oldest !== undefined) this.#files.delete(oldest)
    this.#tellSize()
  }

  /** Forgets a file that needs not be moved any more. */
  settle(file: SpoolFile): void {
    if (this.#files.delete(file)) this.#tellSize()
  }

  /** Told after a look at the whole spool; see {@link FileMemory}. */
  endLook(): void {
    if (this.#last === undefined) return
    this.#files.endLook()
    this.#tellSize()
  }

  /** Warns of the files that wait: at once, and again with growing pauses while there are any. */
  warn(now = performance.now()): void {
    if (this.#last === undefined || !this.#warnings.isOver(now)) return
    const { folder, log } = this.#options
    const { file, error } = this.#last
    this.#warnings.begin(now)
    this.#hasWarned = true
    const details = { files: this.size, file: file.name, reason: errorMessage(error) }
    log.warn(details, problems[folder])
  }

  get #filesMax(): number {
    return this.#options.filesMax ?? defaultFilesMax
  }

  #tellSize(): void {
    const { folder, log, metrics } = this.#options
    metrics.unmoved(folder, this.size)
    if (this.size > 0 || this.#last === undefined) return
    if (this.#hasWarned) log.info({}, `no file waits to be moved to ${folder}/ any more`)
    this.#hasWarned = false
    this.#last = undefined
    this.#retries.reset()
    this.#warnings.reset()
  }
}
