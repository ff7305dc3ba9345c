import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { createLog } from '../../platform/log/log.ts'
import { beginByCommand } from './begin-by-command.ts'
import { recordEnd } from './record-end.ts'
import { runHistory } from './run-history.ts'
import { type RunEnd, RunLease } from './run-lease.ts'
import { newOwner } from './run-owner.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const leaseMs = 60_000

async function begin(job: string): Promise<RunLease> {
  const owner = newOwner()
  const run = await beginByCommand(database.db, job, owner, leaseMs)
  if (run === null) throw new Error('it runs already')
  return new RunLease(database.db, run, owner, leaseMs)
}

it.each<RunEnd>([
  { outcome: 'done', summary: { did: 1 } },
  { outcome: 'failed', problem: 'x' },
])(
  'is told of an end that was committed by a server that went before it could say so',
  async (end) => {
    const lease = await begin(end.outcome)
    let told = 0
    const also = async () => void (told += 1)
    let tries = 0
    const write = async () => {
      await lease.end(end, also)
      tries += 1
      if (tries === 1) throw new Error('Connection terminated unexpectedly')
    }
    expect(await recordEnd(write, leaseMs, createLog('silent'))).toBe(true)
    expect({ told, tries }).toEqual({ told: 1, tries: 2 })
    const runs = await runHistory(database.db, { job: end.outcome, limit: 9 })
    expect(runs).toMatchObject([{ state: end.outcome }])
  },
)

it('is not ended by one who lost it', async () => {
  const lease = await begin('lost')
  await database.db
    .updateTable('job_run')
    .set({ owner: 'other' })
    .where('job', '=', 'lost')
    .execute()
  const end = { outcome: 'done', summary: {} } as const
  await expect(lease.end(end, async () => {})).rejects.toMatchObject({ code: 'lease_lost' })
})
