import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { runWhileWanted } from '../../../platform/waiting/wanted-until.ts'
import { startPooler } from '../../../testing/database/pooler.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import { openDatabase, type OpenDatabase } from '../database.ts'
import { withLongSession } from './long-session.ts'
import { sessionOf } from './pool-client.ts'

/** Each of these would change what an answer says, or whether it comes. */
const strange = {
  timezone: 'Europe/Berlin',
  datestyle: 'SQL, DMY',
  intervalstyle: 'iso_8601',
  extra_float_digits: '-10',
  bytea_output: 'escape',
  standard_conforming_strings: 'off',
  lock_timeout: '300ms',
  statement_timeout: '400ms',
  idle_in_transaction_session_timeout: '500ms',
}
const startTime = '2026-11-28T17:40:47.123456Z'
const duration = 0.1234567890123456

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  const row = { id: 't', origin: 'maestro', build_id: 'b', start_time: startTime, duration }
  await writeRows(database.pool, { tests: [row] })
  const { rows } = await database.pool.query<{ name: string }>('select current_database() as name')
  for (const [name, value] of Object.entries(strange)) {
    await database.pool.query(`alter database ${rows[0]?.name} set ${name} = '${value}'`)
  }
})
afterAll(() => database.drop())

function open(url: string): OpenDatabase {
  return openDatabase({
    url,
    applicationName: 'treeline test',
    poolSize: 1,
    acquireTimeoutMs: 10_000,
    statementTimeoutMs: 20_000,
    onIdleError: () => {},
  })
}

const selectTest = ({ db }: Pick<OpenDatabase, 'db'>) =>
  db.selectFrom('tests').select(['start_time', 'duration']).executeTakeFirst()

const truth = { start_time: startTime, duration }

/** What the session says of the settings above. */
async function settingsOf({ db }: Pick<OpenDatabase, 'db'>): Promise<unknown> {
  const { rows } = await sql<{ name: string; value: string }>`
    select name, current_setting(name) as value
    from unnest(${Object.keys(strange)}::text[]) as asked (name)
  `.execute(db)
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]))
}

const wanted = {
  timezone: 'UTC',
  datestyle: 'ISO, MDY',
  intervalstyle: 'postgres',
  extra_float_digits: '1',
  bytea_output: 'hex',
  standard_conforming_strings: 'on',
  lock_timeout: '0',
  statement_timeout: '20s',
  idle_in_transaction_session_timeout: '10min',
}

describe('connected to the server itself', () => {
  test.each(['', '&options=-c%20search_path%3Dpublic%20-c%20timezone%3DAsia%2FTokyo'])(
    'a session has our settings, whatever database and address say: %s',
    async (parameters) => {
      await using own = open(database.url + parameters)
      expect(await settingsOf(own)).toEqual(wanted)
      expect(await selectTest(own)).toEqual(truth)
    },
  )

  test('a statement needs no transaction around it', async () => {
    await using own = open(database.url)
    const { rows } = await sql`
      select transaction_timestamp() = statement_timestamp() as alone
    `.execute(own.db)
    expect(rows).toEqual([{ alone: true }])
  })
})

describe('behind a pooler', () => {
  /** What another client of the pooler left on the server process. */
  const spoil = async ({ pool }: OpenDatabase) => {
    for (const [name, value] of Object.entries(strange)) {
      await pool.query(`set ${name} = '${value}'`)
    }
  }

  test('answers are true and timeouts ours, whatever others left behind', async () => {
    await using pooler = await startPooler(database.url)
    await using shared = open(pooler.url)
    await selectTest(shared)
    await spoil(shared)
    expect(await settingsOf(shared)).toEqual(wanted)
    expect(await selectTest(shared)).toEqual(truth)
    await shared.db.transaction().execute(async (db) => {
      expect(await settingsOf({ db })).toEqual(wanted)
      expect(await selectTest({ db })).toEqual(truth)
    })
  })

  test('nothing is left behind for others', async () => {
    await using pooler = await startPooler(database.url)
    await using shared = open(pooler.url)
    await settingsOf(shared)
    await expect(sql`select 1 / 0`.execute(shared.db)).rejects.toThrow('division by zero')
    const { rows } = await shared.pool.query<{ TimeZone: string }>('show timezone')
    expect(rows).toEqual([{ TimeZone: strange.timezone }])
  })

  test('who writes has the session and no timeouts', async () => {
    await using pooler = await startPooler(database.url)
    await using shared = open(pooler.url)
    const { rows } = await withLongSession(shared.pool, undefined, (client) =>
      client.query(
        `select current_setting('timezone') as zone, current_setting('statement_timeout') as timeout`,
      ),
    )
    expect(rows).toEqual([{ zone: 'UTC', timeout: '0' }])
  })

  test('the statement of a client that left is cancelled', async () => {
    await using pooler = await startPooler(database.url)
    await using shared = open(pooler.url)
    const client = new AbortController()
    const asked = runWhileWanted(client.signal, () => sql`select pg_sleep(60)`.execute(shared.db))
    await Promise.all([
      expect(asked).rejects.toMatchObject({ code: '57014' }),
      vi.waitUntil(isAnybodySleeping, { timeout: 20_000 }).then(() => client.abort()),
    ])
    expect(await selectTest(shared)).toEqual(truth)
  })
})

async function isAnybodySleeping(): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    `select from pg_stat_activity
     where datname = current_database() and wait_event = 'PgSleep'`,
  )
  return rowCount === 1
}

test('a connection that was lent to a writer is fit for readers again', async () => {
  await using own = open(database.url)
  const client = sessionOf(await own.pool.connect())
  await client.setTimeouts({ statementMs: 0, idleInTransactionMs: 0 })
  await client.resetTimeouts()
  client.release()
  expect(await settingsOf(own)).toEqual(wanted)
})
