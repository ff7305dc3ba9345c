import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { loadConfig } from '../../config/config.ts'
import { readEnv } from '../../config/env.ts'
import { openDelivery } from '../../notify/delivery/open-delivery.ts'
import { deliverMail } from '../../notify/delivery/deliver-mail.ts'
import { createLog } from '../../platform/log/log.ts'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { tellPeople } from './tell-people.ts'

let database: TestDatabase
const dataDir = mkdtempSync(join(tmpdir(), 'treeline-telling-'))
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  await database.drop()
  rmSync(dataDir, { recursive: true })
})

const saturday = () => new Date('2026-11-28T00:00:00Z')

function surroundings() {
  return {
    config: loadConfig(readEnv({ DATA_DIR: dataDir })),
    database: { ...database, applicationName: 'treeline test' },
    log: createLog('silent'),
    metrics: createMetricsRegistry(),
    signal: new AbortController().signal,
  }
}

it('puts what it finds into the queue once, from where it is sent', async () => {
  const tell = tellPeople({ action: 'metrics_summary', to: 'list@example.org' }, saturday)
  expect(await tell(surroundings())).toEqual({ told: 1, held: 0 })
  expect(await tell(surroundings())).toEqual({ told: 0, held: 0 })
  await using delivery = await openDelivery(surroundings(), { supervises: false })
  await deliverMail(delivery, 1)
  const [file = ''] = readdirSync(join(dataDir, 'outbox'))
  expect(readFileSync(join(dataDir, 'outbox', file), 'utf8')).toContain('To: list@example.org')
})

it('goes by the clock of the database, as slots do, whatever that of the machine says', async () => {
  vi.setSystemTime(Date.now() - 30 * 86_400_000)
  try {
    await tellPeople({ action: 'metrics_summary', to: 'list@example.org' })(surroundings())
  } finally {
    vi.useRealTimers()
  }
  const { rows } = await sql<{ days: number }>`
    select (now() at time zone 'UTC')::date - item::date as days
    from report_item where kind = 'metrics' order by told_at desc limit 1`.execute(database.db)
  expect(rows).toEqual([{ days: 7 }])
  const { rows: windows } = await sql<{ seconds: number }>`
    select extract(epoch from now() - looked_until)::float8 as seconds
    from report_window where action = 'metrics_summary'`.execute(database.db)
  expect(windows[0]?.seconds).toBeLessThan(60)
})

it('fails when a part of it could not be told, and says which', async () => {
  const folder = join(dataDir, 'notifications/subscriptions')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'broken.yaml'), 'net: [')
  const telling = tellPeople({ action: 'summary', cc: 'list@example.org' })(surroundings())
  await expect(telling).rejects.toThrow(/^0 told, 1 not: broken\.yaml/)
  await expect(telling).rejects.toMatchObject({ code: 'reports_failed' })
})
