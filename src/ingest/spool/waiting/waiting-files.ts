import { byArrival, type SpoolFile } from '../spool-file.ts'
import { laneOf } from './lane.ts'
import { LaneOfFiles } from './lane-of-files.ts'

/** Files held in memory at most, 45 MB. */
const defaultFilesMax = 200_000

/** Files beyond the bound before some are put out, so that this does not happen for each. */
const slack = 1.5

/**
 * Files that wait to be taken: the oldest of each lane first, and lanes in turns, so that whoever sends a
 * hundred thousand files delays nobody else's. Of more files than it holds it forgets the newest of the longest
 * lanes; a later look at the spool finds them.
 */
export class WaitingFiles {
  readonly #filesMax: number
  readonly #lanes = new Map<string, LaneOfFiles>()
  readonly #names = new Set<string>()
  /** Of lanes of which files were forgotten, the oldest of these. */
  readonly #cut = new Map<string, SpoolFile>()
  #bytes = 0
  #forgotten = 0

  constructor(filesMax = defaultFilesMax) {
    this.#filesMax = filesMax
  }

  get size(): number {
    return this.#names.size
  }

  get bytes(): number {
    return this.#bytes
  }

  /** The oldest of each lane. */
  oldest(): SpoolFile[] {
    return [...this.#lanes.values()].flatMap((lane) => lane.oldest ?? [])
  }

  /** Files that were forgotten and are still to be found in the spool. */
  get forgotten(): number {
    return this.#forgotten
  }

  /** Whether it is time to look for what was forgotten. */
  get isRunningLow(): boolean {
    return this.#forgotten > 0 && this.size < this.#filesMax / 4
  }

  has(name: string): boolean {
    return this.#names.has(name)
  }

  /** Adds a file that does not wait yet. */
  add(file: SpoolFile): void {
    const name = laneOf(file.name)
    const cut = this.#cut.get(name)
    if (cut !== undefined && byArrival(cut, file) < 0) {
      // not before its elders, which have to be found first
      this.#forgotten += 1
      return
    }
    const lane = this.#lanes.get(name) ?? new LaneOfFiles()
    this.#lanes.set(name, lane)
    lane.add(file)
    this.#names.add(file.name)
    this.#bytes += file.size
    if (this.size > this.#filesMax * slack) this.#trim()
  }

  /** Takes out the next files. */
  take(most: number): SpoolFile[] {
    const taken: SpoolFile[] = []
    for (const [name, lane] of this.#lanes) {
      if (taken.length >= most) break
      this.#lanes.delete(name)
      const file = lane.shift()
      if (file === undefined) continue
      taken.push(file)
      this.#forget(file)
      // behind all others: the loop comes to it again
      if (lane.size > 0) this.#lanes.set(name, lane)
    }
    return taken
  }

  /** A look at the whole spool begins, which finds what was forgotten. */
  beginLook(): void {
    this.#forgotten = 0
    this.#cut.clear()
  }

  #trim(): void {
    let room = this.#filesMax
    let lanesLeft = this.#lanes.size
    for (const [name, lane] of [...this.#lanes].sort(
      ([, one], [, other]) => one.size - other.size,
    )) {
      // what short lanes do not need is for the longer ones
      const share = Math.floor(room / lanesLeft)
      if (lane.size > share) this.#cutTo(share, name, lane)
      room -= lane.size
      lanesLeft -= 1
    }
  }

  #cutTo(count: number, name: string, lane: LaneOfFiles): void {
    const newest = lane.keepOldest(count)
    const [oldestOfThem] = newest
    if (oldestOfThem !== undefined) this.#cut.set(name, oldestOfThem)
    for (const file of newest) this.#forget(file)
    this.#forgotten += newest.length
  }

  #forget(file: SpoolFile): void {
    this.#names.delete(file.name)
    this.#bytes -= file.size
  }
}
