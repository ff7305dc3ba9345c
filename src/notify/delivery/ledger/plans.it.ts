import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { explainQueries, tablesScanned } from '../../../testing/database/explain-queries.ts'
import { nobodyElse } from '../../../testing/notices/test-delivery.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { whyHeld } from '../hold-rules.ts'
import { interruptedMails, leftForOutbox, queuedMail } from './queued-mail.ts'
import { beginAttempt, endAttempt } from './record-attempt.ts'
import { timesTold, toldItems } from './told-items.ts'
import { undelivered } from './undelivered.ts'
import { sendAgain, undoneMails } from './undone-mails.ts'

type Ask = Parameters<typeof explainQueries>[1]

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  // years of mails, of which a few are not done
  await sql`
    insert into report (kind, state, way, message_id, sender, subject, body, is_regression, found_at, settled_at)
    select 'issue', case when n % 1000 = 0 then 'queued' when n % 999 = 0 then 'failed' else 'sent' end,
      'smtp', '<' || n || '@kernelci.org>', 'bot@kernelci.org', 'It broke', 'It broke', true,
      now() - make_interval(hours => n), now() - make_interval(hours => n)
    from generate_series(1, 20000) n`.execute(database.db)
  await sql`
    insert into report_recipient (report_id, position, header, name, address)
    select id, 0, 'to', '', 'a@example.org' from report`.execute(database.db)
  await sql`
    insert into report_item (kind, item, state, report_id)
    select 'issue', 'maestro:' || id, 'told', id from report`.execute(database.db)
  await sql`analyze report, report_recipient, report_item`.execute(database.db)
})
afterAll(() => database.drop())

const items = { kind: 'issue', items: ['maestro:1', 'maestro:2'] }
const queues = {
  mails: { way: 'smtp' as const, add: () => Promise.resolve() },
  announce: nobodyElse,
}
const accepted = { accepted: ['a@example.org'], refused: new Map() }
const rules = { isForList: false, rules: { holdsRegressions: false, regressionsPerHour: 20 } }

it.each<[string, Ask]>([
  ['whether something was told', (db) => toldItems(db, items)],
  ['how often it was told', (db) => timesTold(db, items)],
  ['a mail that is sent', (db) => queuedMail(db, 1000, 'smtp')],
  ['mails that a process was at', (db) => interruptedMails(db, 'smtp')],
  ['mails that wait for the outbox', (db) => leftForOutbox(db)],
  ['what waits', (db) => undelivered(db)],
  [
    'the regressions of an hour',
    (db) => db.transaction().execute((tx) => whyHeld(tx, { isRegression: true }, rules)),
  ],
  ['an attempt that begins', (db) => beginAttempt(db, 1000, { isInterrupted: false })],
  ['an attempt that ends', (db) => endAttempt(db, 1000, accepted, nobodyElse)],
  ['what waits for a person', (db) => undoneMails(db, {}, 100)],
  ['what is sent again', (db) => sendAgain(db, queues, { ids: [999] })],
])('no table is read from end to end for %s', async (_, ask) => {
  expect(tablesScanned(await explainQueries(database.pool, ask))).toEqual([])
})
