import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { ServerLimits } from './limits.ts'
import { SlowReaders } from './slow-readers.ts'

/** The connections of a server. */
export type Connections = {
  /** Cuts those on which no request is in progress, whether or not one ever was. */
  closeUnused: () => void
  /** Cuts all, so that nobody takes what there is of an answer for all of it. */
  cut: () => void
  /**
   * Ends a connection with a last answer after those that are due; without one when none may follow,
   * because the client left, or got at least a part of an answer to the request whose body is at fault.
   */
  answerLast: (socket: Socket, make: () => Promise<Buffer>) => Promise<void>
}

type Answer = ServerResponse<IncomingMessage>

/** The answers that are due on a connection with the time until when, and the latest of all, due or not. */
type Traffic = { due: Map<Answer, number>; latest: Answer | undefined }

/** Answers that take too long are looked for so often within the time that they have. */
const looksPerAnswer = 50

/** And clients that do not read, within the time that they may do so. */
const looksPerUnread = 5

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
    resetAfter(socket, limits.stalledMs)
  }
  server.on('connection', (socket) => {
    traffic.set(socket, { due: new Map(), latest: undefined })
    socket.once('close', () => traffic.delete(socket))
    // node would close it for itself alone: the kernel keeps what is not taken, for minutes
    socket.destroySoon = () => end(socket)
  })
  server.prependListener('request', (request, answer) => {
    const { socket } = request
    const here = traffic.get(socket)
    if (here === undefined) return
    here.latest = answer
    here.due.set(answer, performance.now() + limits.answerMs)
    answer.on('close', () => {
      here.due.delete(answer)
      // a body of which only a part was wanted would keep its connection, though its client has left; of a request
      // without one there is no rest, and to ask for it all the same was 3 % of the time of a ready answer
      if (!request.readableEnded) request.resume()
    })
    // node reads on, whatever waits, and also when it is told to pause
    if (here.due.size > limits.requestsAtOnce) socket.resetAndDestroy()
  })
  const look = setInterval(() => resetOverdue(traffic), limits.answerMs / looksPerAnswer).unref()
  const slowReaders = new SlowReaders(limits)
  const lookForSlow = setInterval(
    () => slowReaders.look(traffic.keys()),
    limits.unreadMs / looksPerUnread,
  ).unref()
  server.on('close', () => {
    clearInterval(look)
    clearInterval(lookForSlow)
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
    cut: () => {
      for (const [socket, { due }] of traffic) {
        // what was sent as a whole may still be on its way
        if (due.size > 0) socket.resetAndDestroy()
        else socket.destroy()
      }
    },
  }
}

/** Takes the connection from a client, and from the kernel what it has not taken, unless `done` closes. */
function resetAfter(socket: Socket, ms: number): void {
  const reset = setTimeout(() => socket.resetAndDestroy(), ms).unref()
  socket.once('close', () => clearTimeout(reset))
}

/** The same from clients that take too long for an answer. A timer for each was 2 % of a profile of ready ones. */
function resetOverdue(traffic: ReadonlyMap<Socket, Traffic>): void {
  const now = performance.now()
  for (const [socket, { due }] of traffic) {
    // in the order of the requests
    const [until = Infinity] = due.values()
    if (until < now) socket.resetAndDestroy()
  }
}

/** Waits until all before it are answered; says from then on whether the faulty one still is not. */
async function turnToAnswer(socket: Socket, { due, latest }: Traffic): Promise<() => boolean> {
  // the fault lies in the body of the latest request, or in bytes after it
  const faulty = latest?.req.complete === false ? latest : undefined
  const before = [...due.keys()].filter((answer) => answer !== faulty)
  await Promise.all(before.map((answer) => new Promise((done) => answer.once('close', done))))
  return () => socket.writable && faulty?.headersSent !== true
}
