import type { OpenDatabase } from '../../store/app/database.ts'
import { type KcidbTable, kcidbTables } from '../../store/app/schema/kcidb-tables.ts'
import { withLongSession } from '../../store/app/connection/long-session.ts'
import { writeBatch } from '../../ingest/write/write-batch.ts'
import type { StagedDocuments } from '../../ingest/write/staged-documents.ts'
import { withDumpSession } from '../dump/dump-session.ts'
import { CopyError, ofSource } from './copy-error.ts'
import { requireOther } from './require-other.ts'
import { type CopyKey, forget, positionOf, remember, unfinishedSince } from './copy-positions.ts'
import { nextPage, pageRows, type SourceBatch } from './source-rows.ts'
import type pg from 'pg'

export type CopyOptions = {
  /** Host, port and name of the other database, by which a copy that was broken off is found again. */
  sourceName: string
  tables: readonly KcidbTable[]
  /** Those whose rows are copied; none for all. */
  origins: readonly string[]
  /** The beginning of the interval, unless a copy is gone on with. */
  since: string
  signal?: AbortSignal | undefined
  onProgress?: ((progress: CopyProgress) => void) | undefined
}

/** After a batch: its rows, those of the table so far, a run before included, and the `_timestamp` of the last. */
export type CopyProgress = { table: KcidbTable; batch: number; rows: number; reached: string }

/** Rows that this run stored, by table. */
export type CopyReport = { table: KcidbTable; rows: number }[]

/** `COPY` as bytes; with it and the name of the source one process at a time copies from there. */
const copyLock = 0x434f5059

/**
 * Copies the rows of an interval of `_timestamp` from another KernelCI database, through the merge and
 * roll-up of ingest, batch by batch: each is stored and counted whole, and others write in between. How
 * far it came is remembered, so that the same copy goes on after a stop.
 *
 * A row that is sent again meanwhile moves to the end of the order and is copied there.
 *
 * @throws CopyError when the source lacks a table or is lost, or another process copies from it
 */
export async function copyDatabase(
  source: OpenDatabase,
  target: OpenDatabase,
  options: CopyOptions,
): Promise<CopyReport> {
  const key = { source: options.sourceName, origins: options.origins.toSorted().join(',') }
  return withLongSession(target.pool, options.signal, async (client) => {
    await takeTurn(client, key)
    try {
      await requireOther(source.pool, client)
      return await copyTables({ source, target, client, key, options })
    } finally {
      await endTurn(client, key)
    }
  })
}

async function copyTables(copy: Copy): Promise<CopyReport> {
  const { target, key, options } = copy
  const tables = kcidbTables.filter((table) => options.tables.includes(table))
  const since = (await unfinishedSince(target.db, key)) ?? options.since
  // all at once, so that all of them go on with the same interval
  for (const table of tables) await positionOf(target.db, key, table, since)
  const report: CopyReport = []
  for (const table of tables) report.push({ table, rows: await copyTable(copy, table, since) })
  await forget(target.db, key, tables)
  return report
}

type Copy = {
  source: OpenDatabase
  target: OpenDatabase
  client: pg.PoolClient
  key: CopyKey
  options: CopyOptions
}

/** @throws CopyError `copy_running` */
async function takeTurn(client: pg.ClientBase, { source }: CopyKey): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>(
    'select pg_try_advisory_lock($1, hashtext($2)) as taken',
    [copyLock, source],
  )
  if (rows[0]?.taken === true) return
  throw new CopyError('copy_running', `another process copies from ${source}`)
}

/** At once, not when the server sees that the connection has gone; a lost one has no lock any more. */
async function endTurn(client: pg.ClientBase, { source }: CopyKey): Promise<void> {
  await client
    .query('select pg_advisory_unlock($1, hashtext($2))', [copyLock, source])
    .catch(() => {})
}

async function copyTable(copy: Copy, table: KcidbTable, begin: string): Promise<number> {
  const { source, target, client, key, options } = copy
  const { signal, origins, onProgress } = options
  let { since, place, rows } = await positionOf(target.db, key, table, begin)
  let stored = 0
  // also of a table whose end was reached: a copy that goes on ends where the others end, without a gap
  let isComplete = false
  while (!isComplete) {
    const after = place
    let read = 0
    let isStoring = false
    const reading = withDumpSession(source.pool, signal, async (reader) => {
      for await (const batch of nextPage(reader, { table, since, origins, after })) {
        isStoring = true
        await writeBatch(client, batchOfTable(table, batch))
        read += batch.rows
        rows += batch.rows
        place = batch.last
        await remember(target.db, key, table, { reached: place.reached, rows })
        onProgress?.({ table, batch: batch.rows, rows, reached: place.reached })
        signal?.throwIfAborted()
        isStoring = false
      }
    })
    await reading.catch((error: unknown) => Promise.reject(isStoring ? error : ofSource(error)))
    stored += read
    isComplete = read < pageRows
  }
  return stored
}

const none = { rows: 0, copyText: [] }

function batchOfTable(table: KcidbTable, batch: SourceBatch): StagedDocuments {
  const empty = { issues: none, checkouts: none, builds: none, tests: none, incidents: none }
  return { ...empty, [table]: batch }
}
