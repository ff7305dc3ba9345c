import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { startWelcomingServer } from '../../../testing/database/welcoming-server.ts'
import { databaseErrorKind } from '../errors/database-error.ts'
import { openDatabase } from '../database.ts'
import { takeSession } from './take-session.ts'

function message(type: string, body: string): Buffer {
  const head = Buffer.alloc(5, type)
  head.writeInt32BE(4 + body.length, 1)
  return Buffer.concat([head, Buffer.from(body, 'latin1')])
}

/** Answers every statement with one column `pid`, a digit. */
function answerWith(processOf: (socket: Socket) => number) {
  return (socket: Socket) => {
    const column = '\0\x01pid\0\0\0\0\0\0\0\0\0\0\x17\0\x04\xff\xff\xff\xff\0\0'
    const answer = () =>
      socket.write(
        Buffer.concat([
          message('T', column),
          message('D', `\0\x01\0\0\0\x01${processOf(socket)}`),
          message('C', 'SELECT 1\0'),
          message('Z', 'I'),
        ]),
      )
    socket.on('data', answer)
    answer()
  }
}

async function takeThrough(processOf: (socket: Socket) => number): Promise<void> {
  await using pooler = await startWelcomingServer({ onStatement: answerWith(processOf) })
  await using database = openDatabase({
    url: `postgresql://u@127.0.0.1:${pooler.port}/d?sslmode=disable`,
    applicationName: 'test',
    poolSize: 1,
    acquireTimeoutMs: 5_000,
    statementTimeoutMs: 0,
    onIdleError: () => {},
  })
  const client = await database.pool.connect()
  try {
    await takeSession(client, { statementMs: 0, idleInTransactionMs: 0 })
  } finally {
    client.release(true)
  }
}

test('refuses a pooler that gives the process of one client to another', async () => {
  const refused: unknown = await takeThrough(() => 7).catch((error: unknown) => error)
  expect(String(refused)).toContain('a pooler in transaction mode')
  expect(databaseErrorKind(refused)).toBe('setup')
})

test('takes one that keeps them apart', async () => {
  const processes = new Map<Socket, number>()
  const processOf = (socket: Socket) => {
    const number = processes.get(socket) ?? processes.size
    processes.set(socket, number)
    return number
  }
  await expect(takeThrough(processOf)).resolves.toBeUndefined()
  expect(processes.size).toBeGreaterThan(1)
})
