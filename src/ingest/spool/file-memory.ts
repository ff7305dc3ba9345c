import { sameContent, type SpoolFile } from './spool-file.ts'

/**
 * Something known of each of some files in the spool, for as long as they stay there as they are. A
 * file that was written to is another one; files that two looks at the spool did not find are gone.
 */
export class FileMemory<Value> {
  readonly #entries = new Map<string, { file: SpoolFile; value: Value; look: number }>()
  #look = 0

  /** Files that are remembered. */
  get size(): number {
    return this.#entries.size
  }

  /** What is known of the file as it is now; undefined when it was written to since. */
  get(file: SpoolFile): Value | undefined {
    const entry = this.#entries.get(file.name)
    if (entry === undefined) return undefined
    if (sameContent(file, entry.file)) {
      entry.look = this.#look
      return entry.value
    }
    this.#entries.delete(file.name)
    return undefined
  }

  /** Remembers the file as the last one. */
  set(file: SpoolFile, value: Value): void {
    this.#entries.delete(file.name)
    this.#entries.set(file.name, { file, value, look: this.#look })
  }

  /** Forgets a file; tells whether it was known. */
  delete({ name }: SpoolFile): boolean {
    return this.#entries.delete(name)
  }

  /** The files that have been remembered for the longest time. */
  oldest(count: number): SpoolFile[] {
    return this.#entries
      .values()
      .take(count)
      .map(({ file }) => file)
      .toArray()
  }

  /** Told after a look at the whole spool, for which {@link get} was asked about every file. */
  endLook(): void {
    for (const [name, { look }] of this.#entries) {
      if (look !== this.#look) this.#entries.delete(name)
    }
    this.#look += 1
  }
}
