import { getPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { longWorkPriority } from '../../../platform/process/give-way.ts'
import { type Cost, runAtCost } from '../../../platform/turns/asked-cost.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 4 })
})
afterAll(() => database.drop())

/** Does work whose first statement takes so many seconds; which process of the server did it, and its priority then. */
function work(cost: Cost, seconds: number) {
  return runAtCost(cost, () =>
    database.db.transaction().execute(async (db) => {
      await sql`select pg_sleep(${seconds})`.execute(db)
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
      const pid = rows[0]?.pid ?? 0
      return { pid, priority: getPriority(pid) }
    }),
  )
}

const usual = getPriority()
const lowered = Math.max(usual, longWorkPriority)

it.runIf(process.platform === 'linux')(
  'gives way with dear work that takes long, on a connection that nobody gets afterwards',
  async () => {
    const long = await work('dear', 1)
    expect(long.priority).toBe(lowered)
    const next = await work('dear', 0)
    expect(next.priority).toBe(usual)
    expect(next.pid).not.toBe(long.pid)
  },
)

it('keeps the connection of what is cheap, however long it takes', async () => {
  const { pid } = await work('cheap', 1)
  expect(await work('cheap', 0)).toEqual({ pid, priority: usual })
})

it('keeps the connection of whoever takes a while between statements that do not', async () => {
  const pids = await runAtCost('dear', () =>
    database.db.transaction().execute(async (db) => {
      const own = sql<{ pid: number }>`select pg_backend_pid() as pid`
      const before = await own.execute(db)
      await sleep(1_000)
      return [before, await own.execute(db)].map(({ rows }) => rows[0]?.pid)
    }),
  )
  expect(pids).toEqual([(await work('cheap', 0)).pid, pids[0]])
})
