import type pg from 'pg'
import { rollUpBatch, type RollUpResult } from '../../rollup/roll-up-batch.ts'
import { applyPlannerSettings, ensureRollupSession } from '../../rollup/session.ts'
import { run } from '../../rollup/statement.ts'
import { kcidbTables } from '../../store/app/column-types.ts'
import { takeWriterLock } from '../../store/app/writer-lock.ts'
import { copyIntoStage, ensureStage } from './stage.ts'
import type { StagedDocuments } from './staged-documents.ts'
import { upsertOf } from './upsert.ts'

/** What a batch did; the version is null when it had no rows, and then nothing was touched. */
export type BatchResult = Omit<RollUpResult, 'version'> & { version: number | null }

/**
 * Stores a batch and brings all derived tables in step, in one transaction: after it, everything is
 * there and counted, or nothing is (architecture 2.1, 2.3). May be repeated with the same rows: only
 * `_timestamp` moves.
 *
 * @param client a connection outside a transaction, direct to the primary; temp tables stay on it.
 *   Whoever holds it listens for its `error` event, which a lost connection may emit after the error
 * @throws the error of the first statement that failed, after the rollback
 */
export async function writeBatch(
  client: pg.PoolClient,
  batch: StagedDocuments,
): Promise<BatchResult> {
  if (kcidbTables.every((table) => batch[table].rows === 0)) {
    return { version: null, changedBuilds: 0, changedTests: 0 }
  }
  await ensureStage(client)
  await ensureRollupSession(client)
  return inTransaction(client, async () => {
    await copyIntoStage(client, batch)
    await takeWriterLock(client)
    await applyPlannerSettings(client)
    for (const table of ['issues', 'checkouts', 'builds', 'incidents'] as const) {
      const upsert = upsertOf(table, batch[table])
      if (upsert !== null) await run(client, upsert)
    }
    return rollUpBatch(client, upsertOf('tests', batch.tests))
  })
}

async function inTransaction<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query('begin isolation level read committed')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    // On a lost connection this fails as well, and the server has rolled back by itself.
    await client.query('rollback').catch(() => {})
    throw error
  }
}
