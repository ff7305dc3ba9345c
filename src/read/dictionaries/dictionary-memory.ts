import type { ReadDatabase } from '../database.ts'
import { forOpenDatabase } from './open-database.ts'

/** Reads rows of a dictionary by their numbers; those that are not there are left out. */
type ReadRows<Row> = (
  db: ReadDatabase,
  ids: readonly number[],
) => Promise<Iterable<readonly [id: number, row: Row]>>

/**
 * What was read of a dictionary, per open database. Its rows never change and never go (rollup.md 2),
 * so they may be kept as long as the data is the same (`forgetDictionaries`), whatever snapshot they were read in.
 */
export class DictionaryMemory<Row> {
  readonly #keptOf = forOpenDatabase(() => new Map<number, Row>())
  readonly #most: number
  readonly #read: ReadRows<Row>

  /** @param most how many rows are kept; the oldest go first */
  constructor(most: number, read: ReadRows<Row>) {
    this.#most = most
    this.#read = read
  }

  /** The rows with these numbers, read from the database as far as they are not kept. */
  async rows(db: ReadDatabase, ids: ReadonlySet<number>): Promise<ReadonlyMap<number, Row>> {
    const kept = this.#keptOf(db)
    const found = new Map<number, Row>()
    const missing: number[] = []
    for (const id of ids) {
      const row = kept.get(id)
      if (row === undefined) missing.push(id)
      else found.set(id, row)
    }
    if (missing.length === 0) return found
    for (const [id, row] of await this.#read(db, missing)) {
      found.set(id, row)
      kept.set(id, row)
    }
    forgetOldest(kept, this.#most)
    return found
  }
}

function forgetOldest(kept: Map<number, unknown>, most: number): void {
  for (const id of kept.keys()) {
    if (kept.size <= most) return
    kept.delete(id)
  }
}
