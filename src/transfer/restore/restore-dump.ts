import type pg from 'pg'
import { withLongSession } from '../../store/app/connection/long-session.ts'
import { inTransaction } from '../../store/app/transaction.ts'
import { takeWriterLock } from '../../store/app/locks/writer-lock.ts'
import { copyRows } from './copy-rows.ts'
import { countInstantsOutOfRange, type InstantsOutOfRange } from './instants-out-of-range.ts'
import { RestoreError } from './restore-error.ts'
import {
  isRestored,
  mayHaveRows,
  refuseFilled,
  refuseFilledKcidbTables,
} from './restored-tables.ts'
import { openRestoreSource } from './restore-source.ts'
import type { RestoreSource, StoredRows } from './restored-rows.ts'

/** How far a restore has come: bytes of the file or pipe, and the table that is being filled. */
export type RestoreProgress = {
  table: string
  readBytes: number
  /** Undefined for a pipe. */
  totalBytes: number | undefined
}

export type RestoreOptions = {
  /** Adds to tables that may have rows. A row whose key exists stays as it is. */
  adds?: boolean | undefined
  signal?: AbortSignal | undefined
  /** Called for every piece of about 1 MiB; must be fast. */
  onProgress?: ((progress: RestoreProgress) => void) | undefined
}

/** How many rows of the dump are new in a table, and how many had a key that existed already. */
export type RestoredTable = { table: string; rows: number; present: number }

/** What was restored, and which tables of the dump were left out because we have no such table. */
export type RestoreReport = {
  restored: RestoredTable[]
  /** Stored as they are; the API shows them as null. */
  outOfRange: InstantsOutOfRange[]
  skipped: string[]
}

/**
 * Fills the five KCIDB tables, the hardware registry and the tokens from a dump (decisions.md 3), or adds the rows that
 * they lack as the reference does (reference/operations.md 1.3), all in one transaction. The roll-up tables are not
 * changed: a rebuild must follow.
 *
 * @throws RestoreError for a dump that cannot be used or a database that is not empty; nothing is changed then
 */
export async function restoreDump(
  pool: pg.Pool,
  path: string,
  { adds = false, signal, onProgress = () => {} }: RestoreOptions = {},
): Promise<RestoreReport> {
  using source = await openRestoreSource(path, signal)
  return await withLongSession(pool, signal, (client) =>
    inTransaction(client, 'read committed', async () => {
      await takeWriterLock(client)
      if (!adds) await refuseFilledKcidbTables(client)
      return restoreBlocks(client, source, adds, onProgress)
    }),
  )
}

async function restoreBlocks(
  client: pg.PoolClient,
  source: RestoreSource,
  adds: boolean,
  onProgress: (progress: RestoreProgress) => void,
): Promise<RestoreReport> {
  const restored = new Map<string, RestoredTable>()
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
      const addsToIt = adds || mayHaveRows(block.table)
      if (!addsToIt && !restored.has(block.table)) await refuseFilled(client, block.table)
      const before = restored.get(block.table) ?? { table: block.table, rows: 0, present: 0 }
      restored.set(block.table, sumOf(before, await copyRows(client, block, rows, addsToIt)))
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
    restored: [...restored.values()],
    outOfRange,
    skipped: [...skipped],
  }
}

function sumOf({ table, rows, present }: RestoredTable, stored: StoredRows): RestoredTable {
  return { table, rows: rows + stored.rows, present: present + stored.present }
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
