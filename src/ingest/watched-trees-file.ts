import { readFile, stat } from 'node:fs/promises'
import { errorMessage } from '../platform/error-message.ts'
import type { Logger } from '../platform/log.ts'
import { parseTreesFile, TreesFileError } from './documents/trees-file.ts'

/** The trees file of a running ingester, read again when it was written to (O-15). */
export class WatchedTreesFile {
  readonly #file: string | undefined
  #readMs = 0
  #names: ReadonlyMap<string, string> = new Map()

  private constructor(file: string | undefined) {
    this.#file = file
  }

  /**
   * Without a file there are no names (decisions 1).
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

  /**
   * Reads the file again if it was written to; tells whether there are new names. A file that became
   * unusable is logged once and leaves the names as they were.
   */
  async reload(log: Logger): Promise<boolean> {
    try {
      return await this.#readIfChanged()
    } catch (error) {
      log.error({ err: error }, 'keeping the tree names of before')
      return false
    }
  }

  async #readIfChanged(): Promise<boolean> {
    if (this.#file === undefined) return false
    const modifiedMs = await modifiedMsOf(this.#file)
    if (modifiedMs === this.#readMs) return false
    this.#readMs = modifiedMs
    this.#names = await readTreesFile(this.#file)
    return true
  }
}

/** -1 for a file that is not there, so that reading it says what is wrong. */
async function modifiedMsOf(file: string): Promise<number> {
  return stat(file).then(
    (stats) => stats.mtimeMs,
    () => -1,
  )
}

async function readTreesFile(file: string): Promise<Map<string, string>> {
  try {
    return parseTreesFile(await readFile(file, 'utf8'))
  } catch (error) {
    throw new TreesFileError(`cannot use the trees file ${file}: ${errorMessage(error)}`, {
      cause: error,
    })
  }
}
