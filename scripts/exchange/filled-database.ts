import { join } from 'node:path'
import { type OpenDatabase, openDatabase } from '../../src/store/app/database.ts'
import { asAdmin, urlOfDatabase } from '../../src/testing/database/database-admin.ts'
import { succeeds, treeline } from '../checks/treeline-process.ts'

/** A database with rows, an empty one beside it, and a folder for files. */
export type FilledDatabase = AsyncDisposable & {
  folder: string
  source: OpenDatabase
  target: OpenDatabase
  /** Settings of commands that work on one of them. */
  env: (which: 'source' | 'target') => Record<string, string>
}

/** What an exchange may lose: quotes, ends of lines, empty texts, odd lists, digits. */
const oddities = [
  `insert into checkouts (_timestamp, id, origin, comment, tree_name, git_commit_tags, start_time, valid, misc) values
     (now(), 'c:odd', 'o', E'"quoted", \\'it\\'s\\'\\r\\nnext\\ttab \\\\n', '', array['it''s', 'say "so"', 'both '' and "', E'\\\\ \\n', 'é 😀', null],
      '2026-01-02 03:04:05.6+00', true, '{"deep": [1, null, 12345678901234567890, "é\\u2028"]}'),
     (now() - interval '1 second', 'c:empty', 'o', E'\\r\\n', ' ', '{}', null, false, 'null')`,
  `insert into builds (_timestamp, id, checkout_id, origin, duration, comment) values
     (now(), 'b:odd', 'c:odd', 'o', 0.1, ','), (now(), 'b:large', 'c:odd', 'o', 1e300, '"')`,
]

/** @param adminUrl a server on which databases may be created */
export async function openFilledDatabase(
  adminUrl: string,
  folder: string,
  tests: number,
): Promise<FilledDatabase> {
  const url = (which: string) => urlOfDatabase(adminUrl, which)
  const env = (which: string) => ({
    DATABASE_URL: url(which),
    DATA_DIR: join(folder, which),
    DEMO_DATA: 'false',
    LOG_LEVEL: 'error',
  })
  for (const which of ['source', 'target']) {
    await asAdmin(adminUrl, `create database ${which}`)
    if (!treeline(['migrate', 'app', 'up'], env(which))) throw new Error('cannot migrate')
  }
  await using stack = new AsyncDisposableStack()
  const source = stack.use(open(url('source')))
  const target = stack.use(open(url('target')))
  const generate = ['scripts/generate.ts', '--tests', String(tests), '--copy']
  if (!succeeds(generate, env('source'))) throw new Error('cannot fill the database')
  for (const statement of oddities) await source.pool.query(statement)
  if (!treeline(['rollup', 'rebuild'], env('source'))) throw new Error('cannot sum the rows up')
  const opened = stack.move()
  return { folder, source, target, env, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

function open(url: string): OpenDatabase {
  return openDatabase({
    url,
    applicationName: 'treeline exchange',
    poolSize: 1,
    acquireTimeoutMs: 10_000,
    statementTimeoutMs: 0,
    onIdleError: () => {},
  })
}
