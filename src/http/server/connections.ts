import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { ServerLimits } from './limits.ts'

/** The connections of a server. */
export type Connections = {
  /** Cuts those on which no request is in progress, whether or not one ever was. */
  closeUnused: () => void
  /**
   * Ends a connection with a last answer after those that are due; without one when none may follow,
   * because the client left, or got at least a part of an answer to the request whose body is at fault.
   */
  answerLast: (socket: Socket, make: () => Promise<Buffer>) => Promise<void>
}

type Answer = ServerResponse<IncomingMessage>

/** The answers that are due on a connection, and the latest of all, due or not. */
type Traffic = { due: Set<Answer>; latest: Answer | undefined }

/**
 * Keeps account of the requests on each connection, and ends those whose client takes too long. Node's
 * own `closeIdleConnections` leaves those open that have not sent a request yet: browsers keep such
 * spare ones, and the end of the service would wait for them.
 */
export function trackConnections(server: Server, limits: ServerLimits): Connections {
  const traffic = new Map<Socket, Traffic>()
  /** Tells the client that there is no more, and cuts it when it has not taken the rest in time. */
  const end = (socket: Socket, last?: Buffer) => {
    if (socket.destroyed) return
    // what still comes is read and dropped: the system resets a connection that has it unread
    socket.resume()
    if (last === undefined) socket.end()
    else socket.end(last)
    resetAfter(socket, limits.stalledMs, socket)
  }
  server.on('connection', (socket) => {
    traffic.set(socket, { due: new Set(), latest: undefined })
    socket.once('close', () => traffic.delete(socket))
    // node would close it for itself alone: the kernel keeps what is not taken, for minutes
    socket.destroySoon = () => end(socket)
  })
  server.prependListener('request', ({ socket }, answer) => {
    const here = traffic.get(socket)
    if (here === undefined) return
    here.latest = answer
    here.due.add(answer)
    resetAfter(socket, limits.answerMs, answer)
    answer.once('close', () => here.due.delete(answer))
    // node reads on, whatever waits, and also when it is told to pause
    if (here.due.size > limits.requestsAtOnce) socket.resetAndDestroy()
  })
  server.on('timeout', (socket) => {
    const isStalled = (traffic.get(socket)?.due.size ?? 0) > 0 || socket.writableEnded
    if (isStalled) socket.resetAndDestroy()
    else end(socket)
  })
  return {
    answerLast: async (socket, make) => {
      const here = traffic.get(socket)
      if (here === undefined) return
      const isDue = await turnToAnswer(socket, here)
      const last = isDue() ? await make() : undefined
      end(socket, isDue() ? last : undefined)
    },
    closeUnused: () => {
      for (const [socket, { due }] of traffic) if (due.size === 0) socket.destroy()
    },
  }
}

/** Takes the connection from a client, and from the kernel what it has not taken, unless `done` closes. */
function resetAfter(socket: Socket, ms: number, done: Socket | Answer): void {
  const reset = setTimeout(() => socket.resetAndDestroy(), ms).unref()
  done.once('close', () => clearTimeout(reset))
}

/** Waits until all before it are answered; says from then on whether the faulty one still is not. */
async function turnToAnswer(socket: Socket, { due, latest }: Traffic): Promise<() => boolean> {
  // the fault lies in the body of the latest request, or in bytes after it
  const faulty = latest?.req.complete === false ? latest : undefined
  const before = [...due].filter((answer) => answer !== faulty)
  await Promise.all(before.map((answer) => new Promise((done) => answer.once('close', done))))
  return () => socket.writable && faulty?.headersSent !== true
}
