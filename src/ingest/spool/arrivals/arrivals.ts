import { decodeName } from '../entry-name.ts'
import { lookAtFiles, type FoundFile } from '../scan.ts'
import type { Spool } from '../spool.ts'
import { sameContent } from '../spool-file.ts'

/** A file that was renamed is not written to for so long after it was seen first, in milliseconds. */
const unwrittenMs = 20

/** When a file that is written to is looked at again, in milliseconds. */
const lookAgainMs = 2_050

/** Names that are remembered at most; a look at the whole spool finds the others. */
const namesMax = 20_000

type Arrival = {
  /** When to look at it, by a clock that nobody sets, in milliseconds. */
  dueAt: number
  /** It was written to under this name. */
  isWritten: boolean
  seen?: FoundFile
}

/**
 * Names in the spool that something happened to, until it is clear what it is. Whoever writes to a file under
 * its name is heard writing; who renames one is not. So what holds something and is not heard of again was
 * renamed, and is complete.
 */
export class Arrivals {
  readonly #names = new Map<string, Arrival>()

  /** Told by the watch. */
  note(latin1Name: string, what: 'name' | 'content'): void {
    if (!latin1Name.endsWith('.json')) return
    const name = decodeName(latin1Name)
    if (name === undefined) return
    if (what === 'content') this.later(name)
    else this.#remember(name, { dueAt: 0, isWritten: false })
  }

  /** Looks at a file again when it may be complete. */
  later(name: string): void {
    this.#remember(name, { dueAt: performance.now() + lookAgainMs, isWritten: true })
  }

  /** Looks at a file again that was seen and was not complete, unless something was heard of it. */
  expect(name: string): void {
    if (!this.#names.has(name)) this.later(name)
  }

  /** When to look next, by a clock that nobody sets; undefined when there is nothing to look at. */
  get dueAt(): number | undefined {
    let first: number | undefined
    for (const { dueAt } of this.#names.values()) first = Math.min(first ?? dueAt, dueAt)
    return first
  }

  /**
   * Looks at what is due.
   *
   * @param isComplete whether a file is complete whatever was heard of it
   * @returns files that are complete, and how to look at them again
   */
  async look(spool: Spool, isComplete: (file: FoundFile) => boolean): Promise<FoundFile[]> {
    const now = performance.now()
    const due = [...this.#names].filter(([, { dueAt }]) => dueAt <= now)
    const found = await lookAtFiles(
      spool,
      due.map(([name]) => name),
    )
    return due.flatMap(([name, arrival], index) => {
      const file = found[index]
      if (file === undefined || 'reason' in file) {
        this.#settle(name, arrival)
        return []
      }
      const isWhole = isComplete(file) || this.#wasRenamed(arrival, file, now)
      if (isWhole) this.#settle(name, arrival)
      return isWhole ? [file] : []
    })
  }

  /** Whether it was, as far as one can tell by now; else it is looked at again. */
  #wasRenamed(arrival: Arrival, file: FoundFile, now: number): boolean {
    const { seen, isWritten } = arrival
    const isSame = seen !== undefined && sameContent(seen, file)
    if (isSame && !isWritten && file.size > 0) return true
    arrival.seen = file
    arrival.dueAt = now + (isWritten || file.size === 0 ? lookAgainMs : unwrittenMs)
    return false
  }

  /** Something may have happened to it meanwhile. */
  #settle(name: string, arrival: Arrival): void {
    if (this.#names.get(name) === arrival) this.#names.delete(name)
  }

  #remember(name: string, arrival: Arrival): void {
    const isKnown = this.#names.delete(name)
    if (isKnown || this.#names.size < namesMax) this.#names.set(name, arrival)
  }
}
