import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { databaseErrorKind } from './database-error.ts'
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

/** A server that lets everybody in; what it does about a statement is up to `onStatement`. */
async function lettingIn(onStatement: (socket: Socket) => void = () => {}) {
  const welcome = Buffer.from('R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I', 'latin1')
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      socket.write(welcome)
      socket.once('data', () => onStatement(socket))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const database = openDatabase({
    url: `postgres://u@127.0.0.1:${(server.address() as AddressInfo).port}/x`,
    applicationName: 'test',
    poolSize: 1,
    acquireTimeoutMs: 1_000,
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
  const { database, server } = await lettingIn(onStatement)
  const failure: unknown = await sql`select 1`.execute(database.db).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Error)
  expect(databaseErrorKind(failure)).toBe('transient')
  await database[Symbol.asyncDispose]()
  server.close()
})

test('lets a writer wait, for others may write for a long time', async () => {
  const { database, server } = await lettingIn()
  const client = await database.pool.connect()
  const writing = client.query('select 1').then(
    () => 'done',
    () => 'failed',
  )
  expect(await Promise.race([writing, sleep(600, 'waits')])).toBe('waits')
  client.release(true)
  expect(await writing).toBe('failed')
  server.close()
})
