import { byArrival, type SpoolFile } from '../spool-file.ts'

/** Served files are dropped from the front of the list when they are so many. */
const droppedAtOnce = 1_024

/** Files that wait for each other, oldest first. */
export class LaneOfFiles {
  #sorted: SpoolFile[] = []
  #served = 0
  #unsorted: SpoolFile[] = []

  get size(): number {
    return this.#sorted.length - this.#served + this.#unsorted.length
  }

  add(file: SpoolFile): void {
    const last = this.#sorted.at(-1)
    const isNewest = last === undefined || byArrival(last, file) <= 0
    // the usual case: what is seen later has come later
    if (isNewest && this.#unsorted.length === 0) this.#sorted.push(file)
    else this.#unsorted.push(file)
  }

  /** The next to be taken. */
  get oldest(): SpoolFile | undefined {
    this.#sort()
    return this.#sorted[this.#served]
  }

  /** Takes the oldest out. */
  shift(): SpoolFile | undefined {
    this.#sort()
    const file = this.#sorted[this.#served]
    if (file !== undefined) this.#served += 1
    if (this.#served >= droppedAtOnce) this.#dropServed()
    return file
  }

  /** Takes out all but the oldest. */
  keepOldest(count: number): SpoolFile[] {
    this.#sort()
    this.#dropServed()
    return this.#sorted.splice(count)
  }

  #sort(): void {
    if (this.#unsorted.length === 0) return
    this.#dropServed()
    this.#sorted = [...this.#sorted, ...this.#unsorted].sort(byArrival)
    this.#unsorted = []
  }

  #dropServed(): void {
    this.#sorted.splice(0, this.#served)
    this.#served = 0
  }
}
