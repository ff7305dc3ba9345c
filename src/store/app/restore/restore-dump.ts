import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { withLongSession } from '../long-session.ts'
import { inTransaction } from '../transaction.ts'
import { takeWriterLock } from '../writer-lock.ts'
import { type DumpBlock, dumpBlocks } from './dump-blocks.ts'
import { type DumpFile, openDumpFile } from './dump-file.ts'
import { RestoreError } from './restore-error.ts'
import {
  isRestored,
  refuseFilled,
  refuseFilledKcidbTables,
  refuseUnknownColumns,
} from './restore-tables.ts'

/** How far a restore has come: bytes of the file on disk, and the table it is filling. */
export type RestoreProgress = {
  table: string
  readBytes: number
  totalBytes: number
}

export type RestoreOptions = {
  signal?: AbortSignal | undefined
  /** Called for every piece of about 1 MiB; must be cheap. */
  onProgress?: ((progress: RestoreProgress) => void) | undefined
}

/** What was restored, and which tables of the dump have no place here. */
export type RestoreReport = {
  restored: { table: string; rows: number }[]
  skipped: string[]
}

/**
 * Fills the five KCIDB tables and the hardware registry from a plain pg_dump (decisions.md 3), all
 * in one transaction. Roll-up tables are not touched: a rebuild must follow.
 *
 * @throws RestoreError for a dump that cannot be used or a database that is not empty; nothing was
 * changed then
 */
export async function restoreDump(
  pool: pg.Pool,
  path: string,
  { signal, onProgress = () => {} }: RestoreOptions = {},
): Promise<RestoreReport> {
  const file = await openDumpFile(path, signal)
  return withLongSession(pool, signal, (client) =>
    inTransaction(client, 'read committed', async () => {
      await takeWriterLock(client)
      await refuseFilledKcidbTables(client)
      return restoreBlocks(client, file, onProgress)
    }),
  )
}

async function restoreBlocks(
  client: pg.PoolClient,
  file: DumpFile,
  onProgress: (progress: RestoreProgress) => void,
): Promise<RestoreReport> {
  const restored = new Map<string, number>()
  const skipped = new Set<string>()
  for await (const block of dumpBlocks(file.chunks)) {
    const progress = (): void =>
      onProgress({
        table: block.table,
        readBytes: file.readBytes(),
        totalBytes: file.totalBytes,
      })
    const rows = withProgress(block.rows, progress)
    if (isRestored(block)) {
      if (!restored.has(block.table)) await refuseFilled(client, block.table)
      const count = await copyBlock(client, block, rows)
      restored.set(block.table, (restored.get(block.table) ?? 0) + count)
    } else {
      skipped.add(block.schema === 'public' ? block.table : `${block.schema}.${block.table}`)
      for await (const _ of rows);
    }
  }
  if (restored.size === 0) throw withoutTables(skipped)
  return {
    restored: Array.from(restored, ([table, rows]) => ({ table, rows })),
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

async function copyBlock(
  client: pg.PoolClient,
  block: DumpBlock,
  rows: AsyncIterable<Buffer>,
): Promise<number> {
  await refuseUnknownColumns(client, block, block.line)
  const columns = block.columns.map((column) => client.escapeIdentifier(column)).join(', ')
  const copy = client.query(
    copyFrom(`copy ${client.escapeIdentifier(block.table)} (${columns}) from stdin`),
  )
  try {
    await pipeline(rows, copy)
  } catch (error) {
    throw rowRefused(block, error)
  }
  return copy.rowCount
}

/** PostgreSQL counts lines from the start of the block; a person looks for them in the file. */
function rowRefused(block: DumpBlock, error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error
  const [, line, column] = /line (\d+)(?:, column ([^:]+))?/.exec(error.where ?? '') ?? []
  const at = line === undefined ? block.line : block.line + Number(line)
  const place = column === undefined ? block.table : `${block.table}.${column}`
  return new RestoreError('dump_row_refused', `line ${at}: ${place}: ${error.message}`, {
    cause: error,
  })
}

function withoutTables(skipped: ReadonlySet<string>): RestoreError {
  const found = skipped.size === 0 ? 'no COPY block' : `only ${[...skipped].join(', ')}`
  return new RestoreError('dump_without_tables', `the dump has no table to restore: ${found}`)
}
