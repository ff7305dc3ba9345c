import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { smallDocument } from '../../src/ingest/testing/small-documents.ts'
import type { Tally } from '../checks/tally.ts'
import { treeline } from '../checks/treeline-process.ts'
import type { PoolMode } from './pgbouncer.ts'

/** A data dump of one row, as `pg_dump` writes it. */
const dump = `COPY public.checkouts (_timestamp, id, origin, start_time) FROM stdin;
2025-07-01 10:00:00.123456+00\tdump:1\tdump\t2025-07-01 10:00:00.123456+00
\\.
`

export type CheckedDatabases = {
  /** The address of a database through each mode. */
  urlOf: (mode: PoolMode, database: string) => string
  database: string
  emptyDatabase: string
}

/**
 * Every command that writes: through a pooler in session mode it works and leaves the submission in
 * `database`, in transaction mode it is refused.
 */
export function checkCommands(
  { urlOf, database, emptyDatabase }: CheckedDatabases,
  { workspace, tally }: { workspace: string; tally: Tally },
): void {
  const spool = join(workspace, 'spool')
  mkdirSync(spool)
  writeFileSync(join(spool, 'a.json'), JSON.stringify(smallDocument('a')))
  const dumpFile = join(workspace, 'dump.sql')
  writeFileSync(dumpFile, dump)
  const check = (args: string[], on = database) => {
    const env = { DATABASE_URL: urlOf('session', on), DATA_DIR: workspace, LOG_LEVEL: 'warn' }
    tally.check(`session mode: ${args.join(' ')}`, treeline(args, env))
  }
  check(['migrate', 'app', 'up'])
  check(['ingest', '--once', '--spool-dir', spool])
  check(['rollup', 'verify', '--all'])
  check(['migrate', 'app', 'up'], emptyDatabase)
  check(['restore', dumpFile], emptyDatabase)
  const env = { DATABASE_URL: urlOf('transaction', database), DATA_DIR: workspace }
  tally.check('transaction mode: writing is refused', !treeline(['rollup', 'rebuild'], env))
}
