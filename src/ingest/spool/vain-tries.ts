import { sameContent, type SpoolFile } from './spool-file.ts'

/** How long a file is left alone after a try in vain, in milliseconds. */
const restMs = 60_000

/** Files remembered at most; of more, the one that was tried first is tried again sooner. */
const filesMax = 10_000

/**
 * Files that could not be dealt with although no document is to blame (no permission, an error that
 * nobody knows). A service that tried them at every look would fill the log and do nothing else. A
 * file that is written to is another one.
 */
export class VainTries {
  readonly #tries = new Map<string, { file: SpoolFile; restsUntil: number }>()

  /** Remembers that a file was just tried. */
  note(file: SpoolFile, now = performance.now()): void {
    this.#tries.delete(file.name)
    this.#tries.set(file.name, { file, restsUntil: now + restMs })
    const [first] = this.#tries.keys()
    if (this.#tries.size > filesMax && first !== undefined) this.#tries.delete(first)
  }

  /** Whether the file, as it is, was tried so lately that it should be left alone. */
  isResting(file: SpoolFile, now = performance.now()): boolean {
    const tried = this.#tries.get(file.name)
    if (tried === undefined) return false
    if (now < tried.restsUntil && sameContent(file, tried.file)) return true
    this.#tries.delete(file.name)
    return false
  }
}
