import { readFile, stat } from 'node:fs/promises'
import { errorMessage } from '../../platform/error-message.ts'
import type { Logger } from '../../platform/log.ts'
import { parseTreesFile } from './parse-trees-file.ts'
import { TreesFileError } from './trees-file-error.ts'

/** Bytes of the largest trees file that is read; KernelCI's has 12 kB. */
const bytesMax = 8 * 1024 * 1024

/** The trees file of a running ingester, read again when it was written to (ingestion.md O-15). */
export class WatchedTreesFile {
  readonly #file: string | undefined
  #readState = ''
  #names: ReadonlyMap<string, string> = new Map()
  #usable = true

  private constructor(file: string | undefined) {
    this.#file = file
  }

  /**
   * Without a file there are no names (decisions.md 1).
   *
   * @throws TreesFileError when the file cannot be used
   */
  static async open(file: string | undefined): Promise<WatchedTreesFile> {
    const watched = new WatchedTreesFile(file)
    await watched.#readIfChanged()
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
   * Reads the file again if it was written to; tells whether there are new names. A file that became
   * unusable is logged once and leaves the names as they were.
   */
  async reload(log: Logger): Promise<boolean> {
    try {
      return await this.#readIfChanged()
    } catch (error) {
      log.error({ reason: errorMessage(error) }, 'keeping the tree names of before')
      return false
    }
  }

  async #readIfChanged(): Promise<boolean> {
    if (this.#file === undefined) return false
    const state = await stateOf(this.#file)
    if (state === this.#readState) return false
    this.#readState = state
    this.#usable = false
    this.#names = await readTreesFile(this.#file)
    this.#usable = true
    return true
  }
}

/** Differs when somebody wrote to the file, put another in its place or took it away. */
async function stateOf(file: string): Promise<string> {
  return stat(file).then(
    ({ size, mtimeMs, ctimeMs }) => `${size} ${mtimeMs} ${ctimeMs}`,
    () => 'unknown',
  )
}

async function readTreesFile(file: string): Promise<Map<string, string>> {
  try {
    const stats = await stat(file)
    if (!stats.isFile()) throw new TreesFileError('it is no regular file')
    if (stats.size > bytesMax) throw new TreesFileError(`it has more than ${bytesMax} bytes`)
    return parseTreesFile(await readFile(file))
  } catch (error) {
    throw new TreesFileError(`cannot use the trees file ${file}: ${errorMessage(error)}`, {
      cause: error,
    })
  }
}
