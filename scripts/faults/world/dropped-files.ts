import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '../../../src/platform/errors/error-code.ts'

/** Files that were put into a spool without the receiver, whole or not at all. */
export class DroppedFiles {
  readonly #spool: string
  #count = 0
  /** Names of those that must end in `archive/`. */
  readonly good = new Set<string>()
  /** Names of those that must end in `failed/`. */
  readonly malformed = new Set<string>()

  constructor(spool: string) {
    this.#spool = spool
  }

  async drop(document: object): Promise<void> {
    await this.#put(this.good, JSON.stringify(document))
  }

  async dropMalformed(content: string | Uint8Array): Promise<void> {
    await this.#put(this.malformed, content)
  }

  /** A disk without room takes none; nothing is expected of it then. */
  async #put(names: Set<string>, content: string | Uint8Array): Promise<void> {
    this.#count += 1
    const name = `dropped-${this.#count}.json`
    const unfinished = join(this.#spool, `.${name}.tmp`)
    try {
      await writeFile(unfinished, content)
      await rename(unfinished, join(this.#spool, name))
      names.add(name)
    } catch (error) {
      await rm(unfinished, { force: true })
      if (errorCode(error) !== 'ENOSPC') throw error
    }
  }
}
