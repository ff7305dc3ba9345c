import type pg from 'pg'
import { withLongSession } from '../../store/app/long-session.ts'
import { inTransaction } from '../../store/app/transaction.ts'
import { takeWriterLock } from '../../store/app/writer-lock.ts'
import { copyRows } from './copy-rows.ts'
import { countInstantsOutOfRange, type InstantsOutOfRange } from './instants-out-of-range.ts'
import { RestoreError } from './restore-error.ts'
import { isRestored, refuseFilled, refuseFilledKcidbTables } from './restored-tables.ts'
import { openRestoreSource } from './restore-source.ts'
import type { RestoreSource } from './restored-rows.ts'

/** How far a restore has come: bytes of the file or pipe, and the table it is filling. */
export type RestoreProgress = {
  table: string
  readBytes: number
  /** Undefined for a pipe. */
  totalBytes: number | undefined
}

export type RestoreOptions = {
  signal?: AbortSignal | undefined
  /** Called for every piece of about 1 MiB; must be cheap. */
  onProgress?: ((progress: RestoreProgress) => void) | undefined
}

/** What was restored, and which tables of the dump have no place here. */
export type RestoreReport = {
  restored: { table: string; rows: number }[]
  /** Stored, and answered as null. */
  outOfRange: InstantsOutOfRange[]
  skipped: string[]
}

/**
 * Fills the five KCIDB tables and the hardware registry from a dump (decisions.md 3), all in one
 * transaction. Roll-up tables are not touched: a rebuild must follow.
 *
 * @throws RestoreError for a dump that cannot be used or a database that is not empty; nothing was
 * changed then
 */
export async function restoreDump(
  pool: pg.Pool,
  path: string,
  { signal, onProgress = () => {} }: RestoreOptions = {},
): Promise<RestoreReport> {
  using source = await openRestoreSource(path, signal)
  return await withLongSession(pool, signal, (client) =>
    inTransaction(client, 'read committed', async () => {
      await takeWriterLock(client)
      await refuseFilledKcidbTables(client)
      return restoreBlocks(client, source, onProgress)
    }),
  )
}

async function restoreBlocks(
  client: pg.PoolClient,
  source: RestoreSource,
  onProgress: (progress: RestoreProgress) => void,
): Promise<RestoreReport> {
  const restored = new Map<string, number>()
  const skipped = new Set<string>()
  for await (const block of source.blocks) {
    const progress = (): void =>
      onProgress({
        table: block.table,
        readBytes: source.readBytes(),
        totalBytes: source.totalBytes,
      })
    const rows = withProgress(block.rows, progress)
    if (isRestored(block)) {
      if (!restored.has(block.table)) await refuseFilled(client, block.table)
      const count = await copyRows(client, block, rows)
      restored.set(block.table, (restored.get(block.table) ?? 0) + count)
    } else {
      skipped.add(block.schema === 'public' ? block.table : `${block.schema}.${block.table}`)
      for await (const _ of rows);
    }
  }
  if (restored.size === 0) throw withoutTables(skipped)
  const outOfRange: InstantsOutOfRange[] = []
  for (const table of restored.keys()) {
    outOfRange.push(...(await countInstantsOutOfRange(client, table)))
  }
  return {
    restored: Array.from(restored, ([table, rows]) => ({ table, rows })),
    outOfRange,
    skipped: [...skipped],
  }
}

async function* withProgress(
  pieces: AsyncIterable<Buffer>,
  progress: () => void,
): AsyncGenerator<Buffer> {
  progress()
  for await (const piece of pieces) {
    yield piece
    progress()
  }
}

function withoutTables(skipped: ReadonlySet<string>): RestoreError {
  const found = skipped.size === 0 ? 'no rows at all' : `only ${[...skipped].join(', ')}`
  return new RestoreError('dump_without_tables', `the dump has no table to restore: ${found}`)
}
