import { connect, type Socket } from 'node:net'
import type { Answered } from './load-order.ts'
import { ResponseReader } from './response-reader.ts'

/** A connection on which one thing is asked after the other, as bytes that are ready. */
export type Connection = {
  /** @param dueMs when it should have been sent, from which its time counts */
  ask: (request: string, dueMs: number, then: (answered: Answered) => void) => void
  close: () => void
}

/** Opens one; where the server closes it, what was asked is answered with status 0, and the next opens another. */
export function openConnection(port: number): Connection {
  const reader = new ResponseReader()
  let socket: Socket | null = null
  let waiting: ((answered: Answered) => void) | null = null
  let [dueMs, firstByteMs] = [0, 0]

  const finish = (status: number) => {
    const then = waiting
    waiting = null
    const now = performance.now()
    then?.({
      status,
      ms: now - dueMs,
      firstByteMs: firstByteMs === 0 ? now - dueMs : firstByteMs,
      bytes: reader.bodyBytes,
      isMade: reader.isMade,
    })
  }
  const opened = () => {
    const made = connect({ port, host: '127.0.0.1', noDelay: true })
    made.on('data', (chunk: Buffer) => {
      if (firstByteMs === 0) firstByteMs = performance.now() - dueMs
      if (reader.take(chunk)) finish(reader.status)
    })
    made.on('error', () => {})
    made.on('close', () => {
      if (socket === made) socket = null
      if (waiting !== null) finish(0)
    })
    return made
  }
  return {
    ask: (request, due, then) => {
      reader.begin()
      dueMs = due
      firstByteMs = 0
      waiting = then
      socket ??= opened()
      socket.write(request, 'latin1')
    },
    close: () => socket?.destroy(),
  }
}
