import { userInfo } from 'node:os'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { sql } from 'kysely'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { listEvents } from './audit-table.ts'
import { audited, type AuditParameters } from './audited.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await sql`truncate audit_event`.execute(database.db)
})

const onUnrecorded = vi.fn<(problem: string) => void>()
const events = () => listEvents(database.db, { limit: 10 })

function action(name: string, parameters: AuditParameters = {}, signal = AbortSignal.any([])) {
  return { db: database.db, action: name, parameters, signal, onUnrecorded }
}

it('says who does what before it is done, and afterwards how it ended', async () => {
  const result = await audited(action('restore', { file: 'x' }), async (record) => {
    expect(await events()).toMatchObject([{ action: 'restore', outcome: null, ended_at: null }])
    record.countRows('tests', 2)
    record.countRows('tests', 3)
    return 'result'
  })
  expect(result).toBe('result')
  expect(await events()).toEqual([
    expect.objectContaining({
      who: `user ${userInfo().username}`,
      process_id: process.pid,
      parameters: { file: 'x' },
      outcome: 'done',
      rows: { tests: 5 },
      problem: null,
      ended_at: expect.stringMatching(/Z$/),
    }),
  ])
})

it('tells a failure, a stop and what was found wrong apart', async () => {
  const failure = Object.assign(new Error('no'), { code: 'x1' })
  await expect(audited(action('a'), () => Promise.reject(failure))).rejects.toBe(failure)
  const stopped = AbortSignal.abort(new Error('asked to end'))
  const stopping = audited(action('b', {}, stopped), async () => stopped.throwIfAborted())
  await expect(stopping).rejects.toThrow('asked to end')
  await audited(action('c'), async (record) => record.foundWrong())
  const notAll = { ...action('d'), isIncomplete: (error: unknown) => error === failure }
  await expect(audited(notAll, () => Promise.reject(failure))).rejects.toBe(failure)
  expect(await events()).toMatchObject([
    { action: 'd', outcome: 'incomplete', problem: 'x1: no' },
    { action: 'c', outcome: 'incomplete', problem: null },
    { action: 'b', outcome: 'stopped', problem: 'asked to end' },
    { action: 'a', outcome: 'failed', problem: 'x1: no' },
  ])
})

it('does not begin what cannot be recorded', async () => {
  const act = vi.fn<() => Promise<void>>()
  const unwritable = { ...action('a'), action: 'no\u0000name' }
  await expect(audited(unwritable, act)).rejects.toThrow()
  expect(act).not.toHaveBeenCalled()
})

it('lets an action end as it ended when that cannot be recorded, and says so', async () => {
  await using own = await createTestDatabase()
  const lost = { ...action('migrate app down'), db: own.db }
  const down = async () => {
    await sql`drop table audit_event`.execute(own.db)
    return 'down'
  }
  expect(await audited(lost, down)).toBe('down')
  expect(onUnrecorded).toHaveBeenLastCalledWith(expect.stringContaining('no audit trail'))
  await expect(audited(lost, () => Promise.reject(new Error('why')))).rejects.toThrow('why')
})

it('finds events by their command and time', async () => {
  for (const name of ['token create', 'token revoke', 'tokens']) {
    await audited(action(name), async () => {})
  }
  const found = async (filter: { action?: string; since?: Date }) =>
    (await listEvents(database.db, { limit: 2, ...filter })).map((event) => event.action)
  expect(await found({})).toEqual(['tokens', 'token revoke'])
  expect(await found({ action: 'token' })).toEqual(['token revoke', 'token create'])
  expect(await found({ action: 'token create' })).toEqual(['token create'])
  expect(await found({ since: new Date(Date.now() + 3_600_000) })).toEqual([])
})
