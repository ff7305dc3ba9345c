import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import type { KcidbTable } from '../../store/app/schema/kcidb-tables.ts'
import { OutputError } from '../output/output-error.ts'
import { type Target, writeFile, writeStream } from '../output/write-stream.ts'
import { writeWhole } from '../output/write-whole.ts'
import { withDumpSession } from './dump-session.ts'
import { csvRows, type DumpedRows, jsonLines, namedJsonLines } from './dumped-rows.ts'
import { jsonDocument } from './json-document.ts'
import { createSqliteFile, sqliteRows } from './sqlite-file.ts'

/** The forms of a dump. */
export const dumpForms = ['ndjson', 'json', 'csv', 'sqlite'] as const
export type DumpForm = (typeof dumpForms)[number]

export type DumpOptions = {
  form: DumpForm
  tables: readonly KcidbTable[]
  /** Rows that arrived or were sent again then or later; undefined for all. */
  since: string | undefined
  target: Target
  signal?: AbortSignal | undefined
  /** Called for every piece that is read, about 64 KiB; must be fast. */
  onProgress?: ((progress: DumpProgress) => void) | undefined
}

/** How far a dump has come. */
export type DumpProgress = { table: KcidbTable; bytes: number }

/** What was dumped. */
export type DumpReport = { table: KcidbTable; rows: number }[]

/**
 * Writes the rows of KCIDB tables to a file, a folder (CSV of several tables) or an output. All of
 * them are of one state of the database, in the order of their keys: the same state gives the same
 * bytes. Memory in use does not depend on how many there are.
 *
 * @throws OutputError for a place that is taken, or that the form cannot go to; nothing is left behind
 */
export async function writeDump(pool: pg.Pool, options: DumpOptions): Promise<DumpReport> {
  refuseUnfit(options)
  return withDumpSession(pool, options.signal, async (client) => {
    const dump = new Dump(client, options)
    await writers[options.form](dump)
    return dump.report
  })
}

/** The rows of a dump in the order of its tables, counted. */
class Dump {
  readonly options: DumpOptions
  readonly report: DumpReport = []
  readonly #client: pg.PoolClient

  constructor(client: pg.PoolClient, options: DumpOptions) {
    this.#client = client
    this.options = options
  }

  /** The rows of one table as a reader gives them. */
  async *pieces(table: KcidbTable, read: RowReader): AsyncGenerator<Buffer> {
    const { since, onProgress, signal } = this.options
    const onEnd = (rows: number) => this.report.push({ table, rows })
    let bytes = 0
    for await (const piece of await read(this.#client, { table, since, onEnd })) {
      onProgress?.({ table, bytes: (bytes += piece.length) })
      signal?.throwIfAborted()
      yield piece
    }
  }
}

type RowReader = (client: pg.ClientBase, rows: DumpedRows) => Promise<AsyncIterable<Buffer>>

const writers: Readonly<Record<DumpForm, (dump: Dump) => Promise<void>>> = {
  ndjson: (dump) => stream(dump, inTurn(dump, namedJsonLines)),
  json: (dump) => stream(dump, jsonDocument(tablesOf(dump))),
  csv: writeCsv,
  sqlite: writeSqlite,
}

function stream({ options }: Dump, pieces: AsyncIterable<Buffer>): Promise<void> {
  return writeStream(pieces, options.target, options.signal)
}

async function* inTurn(dump: Dump, read: RowReader): AsyncGenerator<Buffer> {
  for (const table of dump.options.tables) yield* dump.pieces(table, read)
}

async function* tablesOf(dump: Dump) {
  for (const table of dump.options.tables) yield { table, lines: dump.pieces(table, jsonLines) }
}

/** One table goes to a file or an output, several to a folder with a file for each. */
async function writeCsv(dump: Dump): Promise<void> {
  const { tables, target } = dump.options
  if (tables.length === 1 || 'output' in target) {
    await stream(dump, inTurn(dump, csvRows))
    return
  }
  await writeWhole(target.file, async (folder) => {
    await mkdir(folder)
    for (const table of tables) {
      await writeFile(dump.pieces(table, csvRows), join(folder, `${table}.csv`), false)
    }
  })
}

async function writeSqlite(dump: Dump): Promise<void> {
  const { tables, target } = dump.options
  if (!('file' in target)) return
  await writeWhole(target.file, async (path) => {
    using file = createSqliteFile(path)
    for (const table of tables) await file.fill(table, dump.pieces(table, sqliteRows))
  })
}

/** @throws OutputError `output_unfit` */
function refuseUnfit({ form, tables, target }: DumpOptions): void {
  const unfit = (message: string) => new OutputError('output_unfit', message)
  const isPacked = 'file' in target && target.file.endsWith('.gz')
  if (form === 'sqlite' && 'output' in target) {
    throw unfit('a SQLite file needs a name: --output FILE')
  }
  if (form === 'sqlite' && isPacked) throw unfit('a SQLite file is not packed: leave .gz out')
  if (form !== 'csv' || tables.length === 1) return
  if ('output' in target) {
    throw unfit('CSV of several tables goes to a folder (--output FOLDER), or name one --table')
  }
  if (isPacked) throw unfit('CSV of several tables goes to a folder, which is not packed')
}
