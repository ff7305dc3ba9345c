import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { listEvents } from '../../audit/audit-table.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { runHere } from '../testing/run-here.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const flush = (...flags: string[]) =>
  runHere(['jobs', 'flush', ...flags], { DATABASE_URL: database.url })

it('leaves nothing on record when somebody answers no, because nothing was done', async () => {
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(
    Object.assign(Readable.from(['n\n']), { fd: 0 as const }) as typeof process.stdin,
  )
  expect(await flush()).toMatchObject({ status: 0, said: 'aborted, nothing was deleted\n' })
  expect(await listEvents(database.db, { limit: 1 })).toEqual([])
  expect(await flush('--yes', '--queue', 'verify')).toMatchObject({ said: '0 deleted\n' })
  expect(await listEvents(database.db, { limit: 1 })).toMatchObject([
    {
      action: 'jobs flush',
      outcome: 'done',
      parameters: { queue: 'verify' },
      rows: { job_run: 0 },
    },
  ])
})
