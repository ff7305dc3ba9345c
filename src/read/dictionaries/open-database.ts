import type { ReadDatabase } from '../database.ts'

/** Stands for the data whose numbers are known. */
let data = {}

/**
 * A memory of its own for each open database, made when it is first asked for, and again after {@link forgetDictionaries}.
 * The handle of a transaction is a new one each time; its adapter is that of the open database.
 */
export function forOpenDatabase<Memory>(make: () => Memory): (db: ReadDatabase) => Memory {
  const memoriesOf = new WeakMap<object, WeakMap<object, Memory>>()
  return (db) => {
    const memories = memoriesOf.get(data) ?? new WeakMap<object, Memory>()
    memoriesOf.set(data, memories)
    const { adapter } = db.getExecutor()
    const kept = memories.get(adapter)
    if (kept !== undefined) return kept
    const made = make()
    memories.set(adapter, made)
    return made
  }
}

/**
 * Forgets all memories of this process. Numbers never change in one dataset, but behind the same address there may be
 * another one: a replica that was promoted before it had everything, or a database that was made anew, has the same
 * numbers for other texts. Whoever reads with a memory at that moment goes on with it, and others get a new one.
 */
export function forgetDictionaries(): void {
  data = {}
}
