import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { startWelcomingServer } from '../../testing/database/welcoming-server.ts'
import { databaseErrorKind } from './errors/database-error.ts'
import { openDatabase } from './database.ts'

test('ends its connections although the query builder was never used', async () => {
  const database = openDatabase({
    url: 'postgres://nobody@127.0.0.1:1/nothing',
    applicationName: 'test',
    poolSize: 1,
    acquireTimeoutMs: 1_000,
    statementTimeoutMs: 0,
    onIdleError: () => {},
  })
  await database[Symbol.asyncDispose]()
  expect(database.pool.ended).toBe(true)
})

async function openWelcoming(onStatement?: (socket: Socket) => void) {
  const server = await startWelcomingServer(onStatement === undefined ? {} : { onStatement })
  const database = openDatabase({
    url: `postgres://u@127.0.0.1:${server.port}/x?sslmode=disable`,
    applicationName: 'test',
    poolSize: 1,
    acquireTimeoutMs: 20_000,
    statementTimeoutMs: 100,
    graceMs: 100,
    onIdleError: () => {},
  })
  return { database, server }
}

test.each([
  ['that says nothing any more', () => {}],
  // without a listener for its error the process would end
  ['that ends the connection', (socket: Socket) => socket.destroy()],
])('fails the statement of a server %s', async (_, onStatement) => {
  const { database, server } = await openWelcoming(onStatement)
  const failure: unknown = await sql`select 1`.execute(database.db).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Error)
  expect(databaseErrorKind(failure)).toBe('transient')
  await database[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

test('lets a writer wait, for others may write for a long time', async () => {
  const { database, server } = await openWelcoming()
  const client = await database.pool.connect()
  const writing = client.query('select 1').then(
    () => 'done',
    () => 'failed',
  )
  expect(await Promise.race([writing, sleep(600, 'waits')])).toBe('waits')
  client.release(true)
  expect(await writing).toBe('failed')
  await server[Symbol.asyncDispose]()
})

test('fails what waits for a server that is given up, and begins nothing new', async () => {
  const { database, server } = await openWelcoming()
  const client = await database.pool.connect()
  const writing: Promise<unknown> = client.query('select 1').catch((error: unknown) => error)
  database.abandon()
  expect(databaseErrorKind(await writing)).toBe('transient')
  client.release(true)
  await expect(database.pool.connect()).rejects.toThrow('pool after calling end')
  await database[Symbol.asyncDispose]()
  expect(database.pool.ended).toBe(true)
  await server[Symbol.asyncDispose]()
})

test('gives up a server that does not even let a connection in', async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const database = openDatabase({
    url: `postgres://u@127.0.0.1:${port}/x?sslmode=disable`,
    applicationName: 'test',
    poolSize: 1,
    acquireTimeoutMs: 20_000,
    statementTimeoutMs: 0,
    onIdleError: () => {},
  })
  const connecting: Promise<unknown> = database.pool.connect().catch((error: unknown) => error)
  await once(silent, 'connection')
  expect(database.abandoned.aborted).toBe(false)
  database.abandon()
  expect(databaseErrorKind(await connecting)).toBe('transient')
  expect(database.abandoned.aborted).toBe(true)
  await database[Symbol.asyncDispose]()
  silent.close()
  await once(silent, 'close')
})
