import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rebuildRollUp } from '../../rollup/rebuild/rebuild.ts'
import { appWithoutDatabase, type TestApp } from '../../testing/http/app-without-database.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { requestsToWorkedExample } from '../../testing/http/worked-example-requests.ts'
import { workedExample } from '../../testing/rows/worked-example.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { type RunningServer, startHttpServer } from '../server/http-server.ts'

/** Nobody holds these but the clients of this test. */
const poolSize = 4

let database: TestDatabase
let server: RunningServer
let app: TestApp
beforeAll(async () => {
  database = await createTestDatabase({ poolSize })
  await writeRows(database.pool, workedExample)
  await rebuildRollUp(database.pool)
  app = appWithoutDatabase({ db: database.db })
  server = await startHttpServer(app.app, { host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await server.close(1000)
  await database.drop()
})

type Route = ReturnType<typeof requestsToWorkedExample>[number]

/** Those that ask the database. */
const routes = requestsToWorkedExample(appWithoutDatabase().app).filter(
  ({ template }) => !/^\/api\/(?:log|proxy)/.test(template),
)

/** Asks over a connection of its own; what it returns leaves. */
function ask({ url, method, body }: Route): () => void {
  const sent = request(server.url + url, {
    method,
    agent: false,
    headers: { 'Content-Type': 'application/json' },
  })
  sent.on('error', () => {})
  sent.end(body)
  return () => sent.destroy()
}

/** Everything that is at work, or waits, for a request. */
function atWork() {
  const { pool, shares } = database
  const { cheap, dear } = shares.queues
  return {
    turns: cheap.busy + dear.busy,
    waiting: cheap.waiting + dear.waiting,
    inUse: pool.totalCount - pool.idleCount,
  }
}

/** Lets every statement that looks at rows hang, so that none ends by itself. */
async function whileLocked(work: (hanging: () => Promise<number>) => Promise<void>): Promise<void> {
  const blocker = await database.pool.connect()
  try {
    const { rows } = await blocker.query<{ names: string }>(
      `select string_agg(quote_ident(relname), ', ') as names from pg_class
       where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    )
    await blocker.query(`begin; lock table ${rows[0]?.names} in access exclusive mode`)
    await work(async () => {
      // else a transaction sees the activity that it saw first
      await blocker.query('select pg_stat_clear_snapshot()')
      const waiting = await blocker.query(
        `select from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      )
      return waiting.rows.length
    })
  } finally {
    await blocker.query('rollback')
    blocker.release()
  }
}

async function whileNoConnectionIsFree(work: () => Promise<void>): Promise<void> {
  const { pool } = database
  const held = await Promise.all(Array.from({ length: poolSize }, () => pool.connect()))
  try {
    await work()
  } finally {
    for (const client of held) client.release()
  }
}

async function whileAllTurnsAreTaken(work: () => Promise<void>): Promise<void> {
  const { cheap, dear } = database.shares.queues
  const places = [cheap, dear].flatMap((queue) => Array.from({ length: queue.places }, () => queue))
  const taken = await Promise.all(places.map((queue) => queue.take(1_000)))
  try {
    await work()
  } finally {
    for (const turn of taken) turn.end()
  }
}

const until = (what: () => unknown, route: Route) =>
  expect.poll(what, { interval: 5, timeout: 20_000, message: route.template })
const nothing = { turns: 0, waiting: 0, inUse: 0 }

describe('a client that leaves', () => {
  it('has the statement cancelled that runs for it', async () => {
    await whileLocked(async (hanging) => {
      for (const route of routes) {
        const leave = ask(route)
        await until(hanging, route).toBe(1)
        leave()
        await until(hanging, route).toBe(0)
        await until(() => atWork().turns, route).toBe(0)
      }
    })
    expect(atWork()).toEqual(nothing)
  })

  it('waits no longer for a connection', async () => {
    for (const route of routes) {
      await whileNoConnectionIsFree(async () => {
        const leave = ask(route)
        await until(() => atWork().turns, route).toBe(1)
        leave()
        await until(() => atWork().turns, route).toBe(0)
      })
      await until(atWork, route).toEqual(nothing)
    }
    expect(atWork()).toEqual(nothing)
  })

  it('waits no longer for its turn', async () => {
    for (const route of routes) {
      // each time anew: who comes when turns have lasted for two seconds is refused
      await whileAllTurnsAreTaken(async () => {
        const leave = ask(route)
        await until(() => atWork().waiting, route).toBe(1)
        leave()
        await until(() => atWork().waiting, route).toBe(0)
      })
    }
    expect(atWork()).toEqual(nothing)
  })
})
