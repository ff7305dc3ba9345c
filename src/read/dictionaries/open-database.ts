import type { ReadDatabase } from '../database.ts'

/**
 * A memory of its own for each open database, made when it is first asked for. The handle of a
 * transaction is a new one each time; its adapter is that of the open database.
 */
export function forOpenDatabase<Memory>(make: () => Memory): (db: ReadDatabase) => Memory {
  const memories = new WeakMap<object, Memory>()
  return (db) => {
    const { adapter } = db.getExecutor()
    const kept = memories.get(adapter)
    if (kept !== undefined) return kept
    const made = make()
    memories.set(adapter, made)
    return made
  }
}
