import { readFile, stat } from 'node:fs/promises'
import { isSystemError } from '../../platform/errors/error-code.ts'
import { errorMessage } from '../../platform/errors/error-message.ts'
import type { Logger } from '../../platform/log/log.ts'
import { parseTreesFile } from './parse-trees-file.ts'
import { TreesFileError } from './trees-file-error.ts'

/** Bytes of the largest trees file that is read; KernelCI's has 12 kB. */
const bytesMax = 8 * 1024 * 1024

/** The trees file of a running ingester, read again when it was written to (ingestion.md O-15). */
export class WatchedTreesFile {
  readonly #file: string | undefined
  readonly #read: ReadFile
  #readState = ''
  /** What was logged last, and of which state of the file. */
  #logged = ''
  #names: ReadonlyMap<string, string> = new Map()
  #usable = true

  private constructor(file: string | undefined, read: ReadFile) {
    this.#file = file
    this.#read = read
  }

  /**
   * Without a file there are no names (decisions.md 1).
   *
   * @param read how the system reads it
   * @throws TreesFileError when the file cannot be used
   */
  static async open(
    file: string | undefined,
    read: ReadFile = (path) => readFile(path),
  ): Promise<WatchedTreesFile> {
    const watched = new WatchedTreesFile(file, read)
    if (file !== undefined) await watched.#readIfChanged(file, await stateOf(file))
    return watched
  }

  /** Repository URL → tree name. */
  get names(): ReadonlyMap<string, string> {
    return this.#names
  }

  /** Whether the names are those of the file as it is; without a file there is nothing to be wrong. */
  get usable(): boolean {
    return this.#usable
  }

  /**
   * Reads the file again if it was written to, or the system could not read it; tells whether there are new names. A file that
   * became unusable is logged once and leaves the names as they were.
   */
  async reload(log: Logger): Promise<boolean> {
    if (this.#file === undefined) return false
    const state = await stateOf(this.#file)
    try {
      return await this.#readIfChanged(this.#file, state)
    } catch (error) {
      const reason = errorMessage(error)
      if (this.#logged !== state + reason) log.error({ reason }, 'keeping the tree names of before')
      this.#logged = state + reason
      return false
    }
  }

  async #readIfChanged(file: string, state: string): Promise<boolean> {
    if (state === this.#readState) return false
    this.#usable = false
    try {
      this.#names = await readTreesFile(file, this.#read)
    } catch (error) {
      // what it says stays wrong until somebody writes to it; what the system says of it may be otherwise at the next look
      const isRead = !(error instanceof TreesFileError && isSystemError(error.cause))
      this.#readState = isRead ? state : ''
      throw error
    }
    this.#readState = state
    this.#usable = true
    return true
  }
}

/** @throws the system's error */
type ReadFile = (path: string) => Promise<Buffer>

/** Differs when somebody wrote to the file, put another in its place or took it away. */
async function stateOf(file: string): Promise<string> {
  return stat(file).then(
    ({ size, mtimeMs, ctimeMs }) => `${size} ${mtimeMs} ${ctimeMs}`,
    () => 'unknown',
  )
}

async function readTreesFile(file: string, read: ReadFile): Promise<Map<string, string>> {
  try {
    const stats = await stat(file)
    if (!stats.isFile()) throw new TreesFileError('it is no regular file')
    if (stats.size > bytesMax) throw new TreesFileError(`it has more than ${bytesMax} bytes`)
    return parseTreesFile(await read(file))
  } catch (error) {
    throw new TreesFileError(`cannot use the trees file ${file}: ${errorMessage(error)}`, {
      cause: error,
    })
  }
}
