import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadConfig } from '../../config/config.ts'
import { readEnv } from '../../config/env.ts'
import { createLog } from '../../platform/log/log.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { bothChannels } from '../../testing/notices/test-notices.ts'
import { recordTrouble } from './record-trouble.ts'
import { TroubleCollector } from './trouble-collector.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

const rules = { gatherMs: 0, quietMs: 60_000, forgetMs: 60_000, kindsMax: 10 }

it('puts a trouble into ledger and queue once, for the webhook alone', async () => {
  const outside = { NOTIFICATIONS_ENABLED: 'true', INSTANCE: 'production' }
  const tell = recordTrouble({
    config: loadConfig(readEnv({ ...outside, ...bothChannels('http://127.0.0.1:1') })),
    database: { ...database, applicationName: 'treeline test' },
    log: createLog('silent'),
  })
  const collector = new TroubleCollector(() => {}, rules)
  for (let times = 0; times < 3; times += 1) {
    collector.note({ type: 'ingest.refused', code: 'invalid_document' })
  }
  const [event] = collector.due()
  const { signal } = new AbortController()
  // the second time nobody knew that the first one was committed
  expect(await tell(event!, signal)).toBe(true)
  expect(await tell(event!, signal)).toBe(true)
  const notices = await database.db.selectFrom('notice').selectAll().execute()
  expect(notices).toMatchObject([
    { channel: 'webhook', event_id: event!.id, data: { count: 3, code: 'invalid_document' } },
  ])
  const { rows } = await sql`select name, data from pgboss.job`.execute(database.db)
  expect(rows).toEqual([{ name: 'webhook', data: { id: notices[0]!.id } }])
})
