import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ReportState } from '../../../store/app/tables/report.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeMail } from '../../../testing/notices/written-mail.ts'
import type { Event } from '../../events/event.ts'
import { forgetTexts } from './forget-texts.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

const events: Event[] = []
const announce = async (_: unknown, event: Event) => void events.push(event)
const keeps = { failedDays: 8, waitingDays: 30, textDays: 90 }

const write = (state: ReportState, days: number) =>
  writeMail(database.db, { state, days, subject: `${state} ${days}` })

async function mails(): Promise<Record<string, string>> {
  const { rows } = await sql<{ subject: string; is: string }>`
    select subject, concat_ws(' ', state, case when body is null then 'without text' end, problem) as is
    from report order by id`.execute(database.db)
  return Object.fromEntries(rows.map(({ subject, is }) => [subject, is]))
}

it('lets go of what failed, of what waits and of texts, each after a time of its own', async () => {
  for (const days of [7, 9])
    for (const state of ['held', 'failed'] as const) await write(state, days)
  for (const days of [29, 31]) await write('queued', days)
  for (const days of [89, 91])
    for (const state of ['sent', 'dropped'] as const) await write(state, days)
  events.length = 0
  expect(await forgetTexts(database.db, keeps, { rows: 100, announce })).toBe(5)
  expect(events).toMatchObject([
    {
      type: 'mail.given_up',
      data: { subject: 'queued 31', problem: 'waited longer than 30 days' },
    },
  ])
  expect(await mails()).toEqual({
    'held 7': 'held',
    'failed 7': 'failed',
    'held 9': 'dropped',
    'failed 9': 'dropped',
    'queued 29': 'queued',
    'queued 31': 'failed waited longer than 30 days',
    'sent 89': 'sent',
    'dropped 89': 'dropped',
    'sent 91': 'sent without text',
    'dropped 91': 'dropped without text',
  })
  expect(await forgetTexts(database.db, keeps, { rows: 100, announce })).toBe(0)
})

it('counts the days of a mail that was tried again from when it failed again', async () => {
  const id = await write('failed', 40)
  await sql`update report set settled_at = now() - interval '1 day' where id = ${id}`.execute(
    database.db,
  )
  expect(await forgetTexts(database.db, keeps, { rows: 100, announce })).toBe(0)
})

it('goes no further at a time than it may', async () => {
  for (let count = 0; count < 5; count += 1) await write('sent', 100 + count)
  expect(await forgetTexts(database.db, keeps, { rows: 3, announce })).toBe(3)
  expect(await forgetTexts(database.db, keeps, { rows: 3, announce })).toBe(2)
})
