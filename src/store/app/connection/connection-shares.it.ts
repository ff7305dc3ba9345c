import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { askedWork, type Cost, runAtCost } from '../../../platform/turns/asked-cost.ts'
import { Overloaded } from '../../../platform/turns/overloaded.ts'
import { runWhileWanted } from '../../../platform/waiting/wanted-until.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { shareConnections } from './connection-shares.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 4 })
})
afterAll(() => database.drop())

const ask = (statement = sql`select 1`) => statement.execute(database.db)
const hang = sql`select pg_advisory_xact_lock(1)`

/** Lets statements hang, as many as there are places for requests of this cost, and more wait. */
async function whileFull(cost: Cost, work: (more: AbortController) => Promise<void>) {
  const blocker = await database.pool.connect()
  await blocker.query('begin; select pg_advisory_xact_lock(1)')
  const leaving = new AbortController()
  const { queues } = database.shares
  const asked = Array.from({ length: queues[cost].places + 1 }, () =>
    runAtCost(cost, () => runWhileWanted(leaving.signal, () => ask(hang))).catch(
      (error: unknown) => error,
    ),
  )
  try {
    await expect.poll(() => queues[cost].waiting).toBe(1)
    await work(leaving)
  } finally {
    await blocker.query('rollback')
    blocker.release()
    await Promise.all(asked)
  }
}

it('leaves connections to cheap requests, however many dear ones wait', async () => {
  await whileFull('dear', async () => {
    expect((await runAtCost('cheap', () => ask())).rows).toHaveLength(1)
  })
})

it('lets work go on that is done for no request', async () => {
  await whileFull('dear', async () => {
    expect((await ask()).rows).toHaveLength(1)
  })
})

it('gives up what waits, and what runs, when nobody wants it any more', async () => {
  await whileFull('dear', async (leaving) => {
    leaving.abort()
    const { dear } = database.shares.queues
    await expect.poll(() => [dear.busy, dear.waiting]).toEqual([0, 0])
  })
  expect(database.pool.idleCount).toBe(database.pool.totalCount)
})

it('gives up waiting for a connection that others hold', async () => {
  const { pool } = database
  const held = await Promise.all(Array.from({ length: 4 }, () => pool.connect()))
  const leaving = new AbortController()
  const asked = runAtCost('cheap', () => runWhileWanted(leaving.signal, () => ask()))
  await expect.poll(() => pool.waitingCount).toBe(1)
  leaving.abort()
  await expect(asked).rejects.toThrow('nobody waits')
  expect(database.shares.queues.cheap.busy).toBe(0)
  for (const client of held) client.release()
  await expect.poll(() => pool.idleCount).toBe(pool.totalCount)
})

it('refuses at once what would wait for too long, and nothing that waits', async () => {
  const { dear } = database.shares.queues
  const turns = await Promise.all(Array.from({ length: dear.places }, () => dear.take(1_000)))
  const leaving = new AbortController()
  const all = Array.from({ length: 1_000 }, () =>
    runAtCost('dear', () => runWhileWanted(leaving.signal, () => ask())).catch(
      (error: unknown) => error,
    ),
  )
  await expect.poll(() => dear.waiting).toBeGreaterThan(10)
  const refused = runAtCost('dear', () => ask())
  await expect(refused).rejects.toBeInstanceOf(Overloaded)
  const { waiting } = dear
  for (const turn of turns) turn.end()
  const outcomes = await Promise.all(all)
  expect(outcomes.filter((outcome) => outcome instanceof Overloaded)).toHaveLength(1_000 - waiting)
})

it('lets wait for longer what would be broken off', async () => {
  const { queues, take } = shareConnections(2, 1)
  const turn = await queues.dear.take(1)
  const begins = runAtCost('dear', () => take(undefined))
  await expect(begins).rejects.toBeInstanceOf(Overloaded)
  const goesOn = runAtCost('dear', () => {
    Object.assign(askedWork() ?? {}, { isBeingSent: true })
    return take(undefined)
  })
  await sleep(20)
  turn.end()
  expect(await goesOn).not.toBeNull()
})

it('lets who goes on for long give its turn to others, as far as there is room', async () => {
  const { dear, long } = database.shares.queues
  expect(long.places).toBe(1)
  const inUse = () => [dear.busy, long.busy]
  const goOn = (then: () => Promise<void>) =>
    runAtCost('dear', () =>
      database.db.connection().execute(async () => {
        askedWork()?.goesOnForLong()
        askedWork()?.goesOnForLong()
        await then()
      }),
    )
  await goOn(async () => {
    expect(inUse()).toEqual([0, 1])
    await goOn(() => Promise.resolve(expect(inUse()).toEqual([1, 1])))
    expect(inUse()).toEqual([0, 1])
  })
  expect(inUse()).toEqual([0, 0])
})
