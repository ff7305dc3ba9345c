import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from '../../src/platform/errors/error-code.ts'
import { type OpenDatabase, openDatabase } from '../../src/store/app/database.ts'
import { kcidbTables } from '../../src/store/app/schema/kcidb-tables.ts'
import { migrateAppUp } from '../../src/store/app/schema/migrate.ts'
import { restoreDump } from '../../src/transfer/restore/restore-dump.ts'
import { RestoreError } from '../../src/transfer/restore/restore-error.ts'
import { asAdmin, urlOfDatabase } from '../../src/testing/database/database-admin.ts'
import { runClient } from './client-program.ts'
import { scratchFolder } from '../checks/scratch-folder.ts'

/** What became of a script: refused by name, the first table in which the two differ, or equal rows. */
export type Outcome = { refused: string } | { differs: string } | { rows: number }

/** Two migrated databases, one for psql and one for `restore`. */
export type BothWays = AsyncDisposable & {
  /**
   * Runs a script in both, each empty, and compares the five tables.
   *
   * @param archive the same dump in another format, for `restore`
   */
  compare: (script: Buffer, archive?: string) => Promise<Outcome>
  /** The migrated, empty database for psql, before the first script. */
  psqlUrl: string
}

/** @param adminUrl a server on which databases may be created */
export async function openBothWays(adminUrl: string): Promise<BothWays> {
  await using stack = new AsyncDisposableStack()
  const folder = scratchFolder('beside-psql')
  stack.defer(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'script.sql')
  const name = (part: string) => `treeline_${part}_${process.pid}`
  const drop = (part: string) =>
    asAdmin(adminUrl, `drop database if exists ${name(part)} with (force)`)
  const url = (part: string) => urlOfDatabase(adminUrl, name(part))
  for (const part of ['empty', 'psql', 'ours']) stack.defer(() => drop(part))
  await asAdmin(adminUrl, `create database ${name('empty')}`)
  {
    await using empty = open(url('empty'))
    await migrateAppUp(empty)
    // psql takes the rows of a table that is not there for statements
    await empty.pool.query(
      `create schema other; create table other.checkouts (id text, origin text, comment text)`,
    )
  }
  const createEmpty = (part: string) =>
    asAdmin(adminUrl, `create database ${name(part)} template ${name('empty')} strategy file_copy`)
  await createEmpty('psql')
  await createEmpty('ours')
  const ours = stack.use(open(url('ours')))
  const opened = stack.move()

  const compare = async (script: Buffer, archive = file): Promise<Outcome> => {
    writeFileSync(file, script)
    await ours.pool.query(`truncate ${kcidbTables.join(', ')}`)
    const refused = await refusalOf(ours, archive)
    if (refused !== undefined) return { refused }
    // anew each time: a script may leave tables, triggers and settings behind
    await drop('psql')
    await createEmpty('psql')
    runClient('psql', ['-X', '-q', '-f', file, url('psql')])
    await using byPsql = open(url('psql'))
    let rows = 0
    for (const table of kcidbTables) {
      const [theirs, own] = [await contents(byPsql, table), await contents(ours, table)]
      if (theirs.join('\n') !== own.join('\n')) return { differs: table }
      rows += own.length
    }
    return { rows }
  }
  return { compare, psqlUrl: url('psql'), [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

function open(url: string): OpenDatabase {
  return openDatabase({
    url,
    applicationName: 'treeline beside psql',
    poolSize: 3,
    acquireTimeoutMs: 10_000,
    statementTimeoutMs: 60_000,
    onIdleError: () => {},
  })
}

async function refusalOf({ pool }: OpenDatabase, file: string): Promise<string | undefined> {
  try {
    await restoreDump(pool, file)
    return undefined
  } catch (error) {
    if (error instanceof RestoreError) return `${error.code}: ${error.message}`
    throw error
  }
}

/** The rows of a table as text, in order; a script may have removed the table. */
async function contents({ pool }: OpenDatabase, table: string): Promise<string[]> {
  try {
    const { rows } = await pool.query<{ row: string }>(
      `select t::text as row from ${table} t order by 1`,
    )
    return rows.map(({ row }) => row)
  } catch (error) {
    if (errorCode(error) === '42P01') return ['no such table']
    throw error
  }
}
