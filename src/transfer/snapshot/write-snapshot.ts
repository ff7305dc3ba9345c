import { mkdtemp, rm, stat } from 'node:fs/promises'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import tar from 'tar-stream'
import type { ArchiveTable } from '../archive/archive-tables.ts'
import { copyOut } from '../dump/copy-out.ts'
import { withDumpSession } from '../dump/dump-session.ts'
import { writeWhole } from '../output/write-whole.ts'
import { withCrlf } from './crlf-lines.ts'
import { type SnapshotRules, snapshotSql } from './snapshot-rows.ts'

export type SnapshotOptions = SnapshotRules & {
  tables: readonly ArchiveTable[]
  file: string
  signal?: AbortSignal | undefined
  /** Called for every piece that is read, about 64 KiB; must be fast. */
  onProgress?: ((progress: SnapshotProgress) => void) | undefined
}

export type SnapshotProgress = { table: ArchiveTable; bytes: number }

/** How many rows of each table the archive holds. */
export type SnapshotReport = { table: ArchiveTable; rows: number }[]

/**
 * Writes rows of a window of time as the reference archives them: a packed tar with `<table>.csv` for each
 * table, all of one state of the database. A missing value is an empty field and an empty text `""`; the
 * reference reads both as an empty text, `restore` keeps them apart. Memory in use does not depend on the
 * number of rows; beside the file there must be room for its tables, not packed.
 *
 * @throws OutputError `output_exists`; nothing is left behind
 */
export async function writeSnapshot(
  pool: pg.Pool,
  options: SnapshotOptions,
): Promise<SnapshotReport> {
  const report: SnapshotReport = []
  await writeWhole(options.file, async (partial) => {
    // a tar says how long a file is before it begins
    const folder = await mkdtemp(`${partial}.tables-`)
    try {
      await withDumpSession(pool, options.signal, async (client) => {
        for (const table of options.tables) {
          report.push({ table, rows: await writeTable(client, folder, table, options) })
        }
      })
      await pack(folder, options, partial)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
  return report
}

async function writeTable(
  client: pg.PoolClient,
  folder: string,
  table: ArchiveTable,
  options: SnapshotOptions,
): Promise<number> {
  let count = 0
  const onEnd = (rows: number) => (count = rows)
  const rows = copyOut(client, snapshotSql(client, table, options), 'format csv', onEnd)
  const pieces = counted(withCrlf(rows), (bytes) => options.onProgress?.({ table, bytes }))
  await pipeline(Readable.from(pieces), createWriteStream(fileOf(folder, table)), {
    signal: options.signal,
  })
  return count
}

async function* counted(
  pieces: AsyncIterable<Buffer>,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const piece of pieces) {
    count((bytes += piece.length))
    yield piece
  }
}

async function pack(
  folder: string,
  { tables, signal }: SnapshotOptions,
  partial: string,
): Promise<void> {
  const archive = tar.pack()
  const written = pipeline(archive, createGzip(), createWriteStream(partial, { flags: 'wx' }), {
    signal,
  })
  // whoever waits for an entry waits for ever once the disk is full
  await Promise.all([written, addTables(archive, folder, tables).catch(tell(archive))])
}

function tell(archive: tar.Pack): (error: Error) => void {
  return (error) => void archive.destroy(error)
}

async function addTables(
  archive: tar.Pack,
  folder: string,
  tables: readonly ArchiveTable[],
): Promise<void> {
  for (const table of tables) {
    const file = fileOf(folder, table)
    const { size, mtime } = await stat(file)
    const entry = archive.entry({ name: `${table}.csv`, size, mtime, mode: 0o644 })
    await pipeline(createReadStream(file), entry)
    await rm(file)
  }
  archive.finalize()
}

function fileOf(folder: string, table: ArchiveTable): string {
  return join(folder, `${table}.csv`)
}
