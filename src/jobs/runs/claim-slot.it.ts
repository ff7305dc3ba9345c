import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Event } from '../../notify/events/event.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { claimSlot, type DueSlot } from './claim-slot.ts'
import { knownJobs, makeKnown } from './known-jobs.ts'
import { runHistory } from './run-history.ts'
import { newOwner } from './run-owner.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const events: Event[] = []

const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000)

async function claim(job: string, slot: Date, more: Partial<DueSlot> = {}): Promise<string> {
  await makeKnown(database.db, [job])
  const due = { job, slot, missed: 0, as: 'beside others' as const, ...more }
  const announce = async (_: unknown, event: Event) => void events.push(event)
  const by = { owner: newOwner(), leaseMs: 60_000, announce }
  return (await claimSlot(database.db, due, by)).kind
}

it('gives a slot to one of many who want it at the same moment', async () => {
  const slot = secondsAgo(1)
  const claims = await Promise.all(Array.from({ length: 9 }, () => claim('many', slot)))
  expect(claims.toSorted()).toEqual(['claimed', ...Array.from({ length: 8 }, () => 'taken')])
})

it('gives no slot that is ahead by the clock of the database, whatever the clock here says', async () => {
  const slot = new Date(Date.now() + 3_600_000)
  expect(await claim('ahead', slot)).toBe('not yet')
  expect(await runHistory(database.db, { job: 'ahead', limit: 9 })).toEqual([])
})

it('gives none that is older than the last one taken: an instance that was frozen comes too late', async () => {
  expect(await claim('frozen', secondsAgo(5))).toBe('claimed')
  expect(await claim('frozen', secondsAgo(6))).toBe('taken')
  expect(await claim('frozen', secondsAgo(4))).toBe('claimed')
})

it('skips a slot while an earlier run goes on, when the job wants to be alone', async () => {
  expect(await claim('alone', secondsAgo(5), { as: 'alone' })).toBe('claimed')
  expect(await claim('alone', secondsAgo(4), { as: 'alone' })).toBe('skipped')
  await database.db
    .updateTable('job_run')
    .set({ outcome: 'done', ended_at: new Date().toISOString() })
    .where('job', '=', 'alone')
    .where('outcome', 'is', null)
    .execute()
  expect(await claim('alone', secondsAgo(3), { as: 'alone' })).toBe('claimed')
})

it('keeps a record of what was missed', async () => {
  expect(await claim('missed', secondsAgo(500), { missed: 4, as: 'missed' })).toBe('missed')
  expect(await runHistory(database.db, { job: 'missed', limit: 9 })).toMatchObject([
    { state: 'missed', missed: 4 },
  ])
  const [known] = await knownJobs(database.db, ['missed'])
  expect(Date.parse(known?.slotsAfter ?? '')).toBeLessThan(Date.now() - 400_000)
})

it('tells of slots that nobody took in time, and of no other', async () => {
  const slot = secondsAgo(1)
  events.length = 0
  await claim('late', slot, { missed: 3 })
  await claim('too-late', slot, { missed: 1, as: 'missed' })
  await claim('in-time', slot)
  expect(events.map(({ type, data }) => [type, data])).toMatchObject([
    ['job.late', { job: 'late', slot: slot.toISOString(), missed: 3, made_up: true }],
    ['job.late', { job: 'too-late', missed: 1, made_up: false }],
  ])
})
