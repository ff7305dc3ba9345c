import { performance } from 'node:perf_hooks'
import type pg from 'pg'
import { ensureRemovalSession } from '../rollup/removal/removal-session.ts'
import type { RemovedRows } from '../rollup/removal/remove-rows.ts'
import { withLongSession } from '../store/app/connection/long-session.ts'
import { inTransaction } from '../store/app/transaction.ts'
import { BatchSize } from './batch-size.ts'
import { type Doomed, findDoomedRows } from './doomed-rows.ts'
import { pruneBatch } from './prune-batch.ts'
import { prunableTables, type PrunableTable, type PruneRules } from './prune-rules.ts'

/** One batch that was committed. */
export type PrunedBatch = {
  table: PrunableTable
  /** Rows that went with it, by table. */
  removed: RemovedRows
  /** Of its table. */
  removedSoFar: number
  /** Rows of that table that were listed. */
  listed: number
}

export type RemoveOptions = {
  /** Rows of one transaction at most; slow ones make the next smaller. */
  batchSize: number
  onBatch?: (batch: PrunedBatch) => void
}

/** Removes what was found. @returns how many rows of each table went */
export type RemoveDoomed = (options: RemoveOptions) => Promise<RemovedRows>

/** Children first, so that no row is ever left without its owner (reference/operations.md 1.1). */
const order = prunableTables.toReversed()

/**
 * Looks for old rows and lets the caller decide: what it was told is removed by `remove`, with everything
 * derived from it, or nothing is. Each batch is a transaction of its own after which all sums are exact; ending
 * it at any moment leaves the rest for the next time. Writers take turns with it batch by batch, readers wait
 * for nothing.
 *
 * @returns what `decide` returns
 */
export async function prune<T>(
  pool: pg.Pool,
  rules: PruneRules,
  signal: AbortSignal | undefined,
  decide: (doomed: Doomed, remove: RemoveDoomed) => Promise<T>,
): Promise<T> {
  return withLongSession(pool, signal, async (client) => {
    const doomed = await inTransaction(client, 'repeatable read', () =>
      findDoomedRows(client, rules),
    )
    return decide(doomed, (options) => removeDoomed(client, doomed, signal, options))
  })
}

async function removeDoomed(
  client: pg.PoolClient,
  doomed: Doomed,
  signal: AbortSignal | undefined,
  { batchSize, onBatch = () => {} }: RemoveOptions,
): Promise<RemovedRows> {
  await ensureRemovalSession(client)
  const size = new BatchSize(batchSize)
  const total: RemovedRows = { incidents: 0, tests: 0, builds: 0, checkouts: 0 }
  for (const table of order) {
    const listed = doomed.rows[table]
    for (let from = 0; from < listed;) {
      signal?.throwIfAborted()
      const to = Math.min(from + size.next, listed)
      const began = performance.now()
      const removed = await pruneBatch(client, table, { from, to })
      size.learn(to - from, performance.now() - began)
      for (const each of [...order, 'incidents'] as const) total[each] += removed[each]
      onBatch({ table, removed, removedSoFar: total[table], listed })
      from = to
    }
  }
  return total
}
