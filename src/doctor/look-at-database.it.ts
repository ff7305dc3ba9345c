import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { lookAtDatabase } from './look-at-database.ts'
import { troubles } from './testing/troubles.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const look = (isEmbedded = false) =>
  lookAtDatabase(
    {
      ...database,
      applicationName: 'test',
      abandon: () => {},
      [Symbol.asyncDispose]: async () => {},
    },
    { poolSize: 10, isEmbedded },
  )
const query = (text: string) => database.pool.query(text)

test('finds a good database fine, and looks at everything', async () => {
  const findings = await look()
  expect(troubles(findings)).toEqual([])
  expect(findings.map(({ about }) => about)).toEqual([
    'database',
    'encoding',
    'rights',
    'connections',
    'clock',
    'migrations',
    'jobs',
    'log excerpts',
    'mails',
    'notices',
  ])
})

test('tells of work that failed', async () => {
  await query(`insert into job_run (job, cause, owner, host, process_id, lease_until, ended_at, outcome)
    select job, 'slot', 'o', 'h', 1, now(), now(), 'failed'
    from unnest('{verify,verify,history}'::text[]) as job`)
  expect(troubles(await look())).toEqual(['warning jobs: 3 runs failed, of history, verify'])
  await query('delete from job_run')
})

test('tells of log excerpts that have waited for long', async () => {
  await query(`insert into waiting_excerpt (item_table, item_id) values ('tests', 'a:1')`)
  expect(troubles(await look())).toEqual([])
  await query(`update waiting_excerpt set since = now() - interval '2 hours'`)
  const [trouble] = troubles(await look())
  expect(trouble).toMatch(/^warning log excerpts: 1 wait for storage, the oldest since \d{4}-/)
  await query('delete from waiting_excerpt')
})

test('tells of mails that wait for a person, or for long', async () => {
  await query(`insert into report (kind, message_id, sender, subject, way, state, is_regression, found_at)
    select 'status', state || age, 'x', 's', 'smtp', state, false, now() - age::interval
    from (values ('held', '1 day'), ('failed', '1 day'), ('sent', '1 day'), ('queued', '1 minute'))
      as made (state, age)`)
  expect(troubles(await look())).toEqual(['warning mails: 2 are held, or were given up'])
  await query(`update report set found_at = now() - interval '2 hours'`)
  expect(troubles(await look())).toEqual([
    'warning mails: 2 are held, or were given up',
    expect.stringMatching(
      /^warning mails: 1 have been on their way for an hour, the oldest since \d{4}-/,
    ),
  ])
  await query('delete from report')
})

test('tells of notices that were given up', async () => {
  await query(`insert into notice (channel, event_id, type, happened_at, data, state)
    select channel, 'e', 'job.failed', now(), '{}', state
    from (values ('discord', 'failed'), ('webhook', 'sent')) as made (channel, state)`)
  expect(troubles(await look())).toEqual(['warning notices: 1 were given up, for discord'])
  await query('delete from notice')
})

test('tells of migrations that are missing, or unknown', async () => {
  await query(`delete from treeline_migration where name like '20261128T0905%'`)
  expect(troubles(await look())).toEqual(['error migrations: 1 not applied'])
  expect(troubles(await look(true))).toEqual([])
  await query(`insert into treeline_migration values ('29990101T0000-x', '')`)
  expect(troubles(await look())).toEqual(['error migrations: 1 of a newer version'])
})

test('takes no embedded database that was just made for that of a service', async () => {
  await query('delete from treeline_migration')
  expect(troubles(await look(true))).toEqual([
    'warning migrations: none: the embedded database is new, and nothing is in it',
  ])
})
