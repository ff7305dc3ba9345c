import type pg from 'pg'
import { rollUpBatch, type RollUpResult } from '../../rollup/batch/roll-up-batch.ts'
import { ensureRollupSession } from '../../rollup/session/temp-tables.ts'
import { kcidbTables } from '../../store/app/schema/kcidb-tables.ts'
import { inTransaction } from '../../store/app/transaction.ts'
import { takeWriterLock } from '../../store/app/locks/writer-lock.ts'
import { fillStage, ensureStage } from './stage.ts'
import type { StagedDocuments } from './staged-documents.ts'
import { upsertsOf } from './upsert.ts'

/** What else a transaction does that stores a batch. */
export type BatchSteps = {
  /** Takes the writer lock, behind other writers that may have it for minutes. */
  waitForTurn?: (client: pg.PoolClient) => Promise<void>
  /** Comes last, when all rows are there. */
  finish?: (client: pg.PoolClient) => Promise<void>
}

/** What a batch did; the version is null when it had no rows, and then nothing was touched. */
export type BatchResult = Omit<RollUpResult, 'version'> & { version: number | null }

/**
 * Stores a batch and brings all derived tables in step, in one transaction: after it, everything is
 * there and counted, or nothing is (architecture.md 2.1, 2.3). May be repeated with the same rows:
 * only `_timestamp` moves.
 *
 * @param client a connection outside a transaction, direct to the primary; temp tables stay on it.
 *   Whoever holds it listens for its `error` event, which a lost connection may emit after the error
 * @throws the error of the first statement that failed, after the rollback
 */
export async function writeBatch(
  client: pg.PoolClient,
  batch: StagedDocuments,
  { waitForTurn = takeWriterLock, finish }: BatchSteps = {},
): Promise<BatchResult> {
  if (kcidbTables.every((table) => batch[table].rows === 0)) {
    const sums = { cells: 0, checkoutCounts: 0, checkoutHardware: 0 }
    return { version: null, changedBuilds: 0, changedTests: 0, sums }
  }
  await ensureStage(client)
  await ensureRollupSession(client)
  return inTransaction(client, 'read committed', async () => {
    await fillStage(client, batch)
    await waitForTurn(client)
    const result = await rollUpBatch(client, {
      beforeTests: upsertsOf(['issues', 'checkouts', 'builds', 'incidents'], batch),
      tests: upsertsOf(['tests'], batch),
    })
    await finish?.(client)
    return result
  })
}
