import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appMigrations } from '../../../../migrations-app/index.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { type MigrationState, migrateUp } from '../../migrate.ts'
import { openDatabase } from '../database.ts'
import { appMigrationStates, migrateAppDown, migrateAppUp } from './migrate.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** Everything in the schema that is ours, as text. */
async function schema(): Promise<string[]> {
  const { rows } = await sql<{ object: string }>`
    select c.relkind::text || ' ' || c.relname || ' ' ||
      coalesce(pg_get_indexdef(i.indexrelid), string_agg(a.attname || ' ' ||
        format_type(a.atttypid, a.atttypmod), ',' order by a.attnum), '') as object
    from pg_class c
    left join pg_index i on i.indexrelid = c.oid
    left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    where c.relnamespace = 'public'::regnamespace and c.relname not like 'treeline_migration%'
    group by c.oid, c.relname, c.relkind, i.indexrelid
    union all
    select 'function ' || oid::regprocedure from pg_proc where pronamespace = 'public'::regnamespace
    order by 1
  `.execute(database.db)
  return rows.map((row) => row.object)
}

/** Takes a migration and all after it back; their names, oldest first. */
async function takeBackTo(oldest: string): Promise<string[]> {
  const applied = (await appMigrationStates(database)).map((state) => state.name)
  const steps = applied.slice(applied.indexOf(oldest))
  for (const name of steps.toReversed()) expect(await migrateAppDown(database)).toEqual([name])
  return steps
}

it('takes every migration back, leaves nothing behind, and comes up the same again', async () => {
  const before = await schema()
  const applied = (await appMigrationStates(database)).map((state) => state.name)
  expect(before.length).toBeGreaterThan(20)
  for (const name of applied.toReversed()) expect(await migrateAppDown(database)).toEqual([name])
  expect(await migrateAppDown(database)).toEqual([])
  expect(await schema()).toEqual([])
  expect(await migrateAppUp(database)).toEqual(applied)
  expect(await schema()).toEqual(before)
})

it('comes up again over what is stored, also where tags are a list of several dimensions', async () => {
  await sql`
    insert into checkouts (id, origin, git_commit_hash, git_commit_tags)
    values ('o:1', 'o', 'hash', array[array['a', 'b'], array['c', 'd']])
  `.execute(database.db)
  const steps = await takeBackTo('20261130T1942-revision-scopes')
  expect(await migrateAppUp(database)).toEqual(steps)
  const { rows } = await sql`select from scope_version where kind = 'revision'`.execute(database.db)
  expect(rows).toHaveLength(5)
  await sql`delete from checkouts`.execute(database.db)
})

it('leaves a database alone that a newer version migrated', async () => {
  const future = '99991231T0000-future'
  await sql`insert into treeline_migration values (${future}, '9999-12-31T00:00:00.000Z')`.execute(
    database.db,
  )
  const before = await schema()
  const states = await appMigrationStates(database)
  expect(states.at(-1)).toMatchObject({ name: future, isKnown: false })
  expect(states.slice(0, -1).every(({ isKnown }) => isKnown)).toBe(true)
  await expect(migrateAppUp(database)).rejects.toThrow(`a newer version of Treeline`)
  await expect(migrateAppDown(database)).rejects.toThrow(future)
  expect(await schema()).toEqual(before)
  await sql`delete from treeline_migration where name = ${future}`.execute(database.db)
})

it('touches no database that has tables of these names by another program', async () => {
  await takeBackTo('20261125T0900-kcidb-tables')
  await sql`drop table treeline_migration, treeline_migration_lock`.execute(database.db)
  await sql`create table checkouts (id text); create table tests (id text)`.execute(database.db)
  const refusal = {
    code: 'database_of_others',
    message: expect.stringContaining('checkouts, tests'),
  }
  await expect(migrateAppUp(database)).rejects.toMatchObject(refusal)
  const { rows } = await sql`select to_regclass('treeline_migration') as table`.execute(database.db)
  expect(rows).toEqual([{ table: null }])
  await sql`drop table checkouts, tests`.execute(database.db)
  expect(await migrateAppUp(database)).toHaveLength(Object.keys(appMigrations).length)
})

it('brings a database up that was made before a step which lies between the others', async () => {
  const late = ['20261129T1200-spool-claims', '20261129T1400-waiting-excerpts']
  await takeBackTo('20261125T0900-kcidb-tables')
  const then = Object.entries(appMigrations).filter(
    ([name]) => name <= '20261129T1510-job-runs' && !late.includes(name),
  )
  await migrateUp(database.db, Object.fromEntries(then))
  const applied = await migrateAppUp(database)
  expect(applied.slice(0, 2)).toEqual(late)
  expect(await appMigrationStates(database)).toSatisfy((states: MigrationState[]) =>
    states.every(({ appliedAt }) => appliedAt !== null),
  )
  expect(await migrateAppDown(database)).toEqual(applied.slice(-1))
  expect(await migrateAppUp(database)).toEqual(applied.slice(-1))
})

it('takes a step back that left two columns more when it was new', async () => {
  await sql`alter table copy_position add column id text, add column version integer`.execute(
    database.db,
  )
  await takeBackTo('20261130T2010-copies-without-end')
  await migrateAppUp(database)
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns where table_name = 'copy_position'
  `.execute(database.db)
  expect(rows.map(({ name }) => name)).not.toContain('version')
})

it('has nothing to do on a current schema, even for two at once', async () => {
  const both = await Promise.all([migrateAppUp(database), migrateAppUp(database)])
  expect(both).toEqual([[], []])
})

describe('beside a writer that takes longer than a request may', () => {
  /** It waits for other writers. */
  const waiting = '20261130T1942-revision-scopes'

  /** What `serve` migrates with; here a request has a second. */
  const asService = () =>
    openDatabase({
      url: database.url,
      applicationName: 'treeline test',
      poolSize: 2,
      acquireTimeoutMs: 10_000,
      statementTimeoutMs: 1_000,
      graceMs: 500,
      onIdleError: () => {},
    })

  async function whileWriting(work: () => Promise<void>): Promise<void> {
    const writer = await database.pool.connect()
    try {
      await writer.query('begin')
      // of an older version, which does not miss what is to come
      await writer.query('select pg_advisory_xact_lock(1414677829)')
      await work()
    } finally {
      await writer.query('rollback')
      writer.release()
    }
  }

  it('waits, also for another process that migrates', async () => {
    const taken = await takeBackTo(waiting)
    await using one = asService()
    await using other = asService()
    let both: Promise<string[][]> = Promise.resolve([])
    await whileWriting(async () => {
      both = Promise.all([migrateAppUp(one), migrateAppUp(other)])
      both.catch(() => {})
      await sleep(2_500)
    })
    expect((await both).flat()).toEqual(taken)
  })

  it('names who holds what it waits for', async () => {
    const taken = await takeBackTo(waiting)
    await using service = asService()
    const lines: unknown[] = []
    const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) })
    let migrating = Promise.resolve<string[]>([])
    await whileWriting(async () => {
      migrating = migrateAppUp(service, undefined, log)
      migrating.catch(() => {})
      const holder = { application: 'treeline test', state: 'idle in transaction' }
      await expect
        .poll(() => lines, { timeout: 20_000 })
        .toMatchObject([{ level: 40, holders: [holder] }])
    })
    expect(await migrating).toEqual(taken)
  })

  it('takes nothing back before what it writes is there to be taken back', async () => {
    const later = await takeBackTo('20261130T2010-copies-without-end')
    const writer = await database.pool.connect()
    await writer.query('begin')
    await writer.query('select pg_advisory_xact_lock(1414677829)')
    await writer.query(`insert into checkouts (id, origin, git_commit_hash) values ('c', 'o', 'h')`)
    await writer.query(
      `insert into scope_version values ('revision', encode(sha256('h'), 'hex'), 1)`,
    )
    const down = migrateAppDown(database)
    await sleep(500)
    await writer.query('commit')
    writer.release()
    expect(await down).toEqual([waiting])
    // what was left could not be made again, and the database could never be brought up
    expect(await migrateAppUp(database)).toEqual([waiting, ...later])
    await sql`delete from checkouts`.execute(database.db)
    await sql`delete from scope_version where kind = 'revision'`.execute(database.db)
  })

  it('ends when it is told to, and nothing has happened', async () => {
    const taken = await takeBackTo(waiting)
    await using service = asService()
    const told = new AbortController()
    await whileWriting(async () => {
      const migrating = migrateAppUp(service, told.signal)
      await sleep(300)
      told.abort(new Error('enough'))
      await expect(migrating).rejects.toThrow('enough')
    })
    expect(await migrateAppUp(database)).toEqual(taken)
  })
})

describe('beside somebody who reads for long', () => {
  const steps = ['20261130T2010-copies-without-end', '20261201T0400-counted-under']
  const reads = 'select count(*)::integer as scopes from scope_version'

  /** Somebody who has read what the last step changes, and may go on reading it. */
  async function whileReading(work: () => Promise<void>): Promise<void> {
    const reader = await database.pool.connect()
    try {
      await reader.query('begin')
      await reader.query(reads)
      await work()
    } finally {
      await reader.query('rollback')
      reader.release()
    }
  }

  const isWaiting = () =>
    expect
      .poll(
        async () => {
          const { rows } = await database.pool.query(
            `select from pg_locks where relation = 'scope_version'::regclass and not granted`,
          )
          return rows.length
        },
        { timeout: 20_000 },
      )
      .toBe(1)

  it('lets others read what it waits for, and names who holds it', async () => {
    const taken = await takeBackTo('20261201T0400-counted-under')
    const lines: unknown[] = []
    const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) })
    let migrating = Promise.resolve<string[]>([])
    await whileReading(async () => {
      migrating = migrateAppUp(database, undefined, log)
      migrating.catch(() => {})
      await isWaiting()
      expect((await database.pool.query(reads)).rows).toHaveLength(1)
      const holder = { application: 'treeline test', state: 'idle in transaction' }
      await expect
        .poll(() => lines, { timeout: 20_000 })
        .toMatchObject([{ level: 40, holders: [holder] }])
    })
    expect(await migrating).toEqual(taken)
  })

  it('lets others read what it waits for to take a step back', async () => {
    let migrating = Promise.resolve<string[]>([])
    await whileReading(async () => {
      migrating = migrateAppDown(database)
      migrating.catch(() => {})
      await isWaiting()
      expect((await database.pool.query(reads)).rows).toHaveLength(1)
    })
    expect(await migrating).toEqual(steps.slice(1))
    expect(await migrateAppUp(database)).toEqual(steps.slice(1))
  })

  it('ends when it is told to, and goes on later with the step that waited', async () => {
    expect(await takeBackTo('20261130T2010-copies-without-end')).toEqual(steps)
    const told = new AbortController()
    await whileReading(async () => {
      const migrating = migrateAppUp(database, told.signal)
      migrating.catch(() => {})
      await isWaiting()
      told.abort(new Error('enough'))
      await expect(migrating).rejects.toThrow('enough')
    })
    expect(await migrateAppUp(database)).toEqual(steps.slice(1))
  })
})
