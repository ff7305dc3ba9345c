import type { Random } from './random.ts'
import { listNames, type Items, type Portion, type Submission } from './submission.ts'

/** What one origin has collected for its next submission. */
type Draft = {
  items: Items
  rows: number
  /** The draft is submitted when it holds this many rows. */
  target: number
}

/**
 * Collects portions into submissions, one origin each, of 30 to 500 rows, most of them small. Memory
 * is bounded: one draft per origin.
 */
export class SubmissionWriter {
  readonly #random: Random
  readonly #drafts = new Map<string, Draft>()

  constructor(random: Random) {
    this.#random = random
  }

  /** Adds a portion of an origin; gives the submission that it completes, if any. */
  add(origin: string, portion: Portion): Submission | undefined {
    const draft = this.#draftOf(origin)
    for (const name of listNames) draft.rows += append(draft.items, portion, name)
    return draft.rows >= draft.target ? this.flush(origin) : undefined
  }

  /** What an origin has collected, if anything; used where the next portion must come separately. */
  flush(origin: string): Submission | undefined {
    const draft = this.#drafts.get(origin)
    if (draft === undefined || draft.rows === 0) return undefined
    this.#drafts.delete(origin)
    const filled = listNames.filter((name) => draft.items[name].length > 0)
    const lists = Object.fromEntries(filled.map((name) => [name, draft.items[name]]))
    return { version: { major: 5, minor: 3 }, ...lists }
  }

  /** All that is left, origin by origin. */
  *flushAll(): Generator<Submission> {
    for (const origin of this.#drafts.keys()) {
      const submission = this.flush(origin)
      if (submission !== undefined) yield submission
    }
  }

  #draftOf(origin: string): Draft {
    const known = this.#drafts.get(origin)
    if (known !== undefined) return known
    const target = Math.round(30 + 270 * this.#random.fraction() ** 2)
    const items = { checkouts: [], builds: [], tests: [], issues: [], incidents: [] }
    const draft = { items, rows: 0, target }
    this.#drafts.set(origin, draft)
    return draft
  }
}

function append(items: Items, portion: Portion, name: (typeof listNames)[number]): number {
  const list = portion[name] ?? []
  const target: unknown[] = items[name]
  for (const item of list) target.push(item)
  return list.length
}
