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

/**
 * Of one connection: the answers that are due, each with the time by which it must be sent (as of
 * `performance.now()`), and the latest answer of all, due or not.
 */
type Traffic = { due: Map<Answer, number>; latest: Answer | undefined }

/** What is known of each open connection. */
type TrafficOf = Map<Socket, Traffic>

/** Overdue answers are looked for this many times within the time that an answer may take. */
const looksPerAnswer = 50

/** Clients that do not read are looked for this many times within the time that they may do so. */
const looksPerUnread = 5

/**
 * Keeps account of the requests on each connection, and ends those whose client takes too long. Node's
 * own `closeIdleConnections` leaves those open that have not sent a request yet: browsers keep such
 * spare ones, and the end of the service would wait for them.
 */
export function trackConnections(server: Server, limits: ServerLimits): Connections {
  const traffic: TrafficOf = new Map()
  noteConnections(server, traffic, limits)
  noteRequests(server, traffic, limits)
  cutSlowClients(server, traffic, limits)
  endSilentConnections(server, traffic, limits)
  return {
    answerLast: async (socket, make) => {
      const here = traffic.get(socket)
      if (here === undefined) return
      const isDue = await turnToAnswer(socket, here)
      const last = isDue() ? await make() : undefined
      end(socket, limits, isDue() ? last : undefined)
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

function noteConnections(server: Server, traffic: TrafficOf, limits: ServerLimits): void {
  server.on('connection', (socket) => {
    traffic.set(socket, { due: new Map(), latest: undefined })
    socket.once('close', () => traffic.delete(socket))
    // node would only close its own end: the kernel keeps what the client has not taken, for minutes
    socket.destroySoon = () => end(socket, limits)
  })
}

/** Notes which answers are due, and cuts clients that send more requests at once than they may. */
function noteRequests(server: Server, traffic: TrafficOf, limits: ServerLimits): void {
  server.prependListener('request', (request, answer) => {
    const { socket } = request
    const here = traffic.get(socket)
    if (here === undefined) return
    here.latest = answer
    here.due.set(answer, performance.now() + limits.answerMs)
    answer.on('close', () => {
      here.due.delete(answer)
      // A body of which only a part was read would keep its connection open after the client has left. Without a
      // body there is nothing to drain, and draining all the same took 3 % of the time of a ready answer.
      if (!request.readableEnded) request.resume()
    })
    // node goes on reading requests while answers wait, even when it is told to pause
    if (here.due.size > limits.requestsAtOnce) socket.resetAndDestroy()
  })
}

/** Looks again and again for clients that take too long, until the server is closed. */
function cutSlowClients(server: Server, traffic: TrafficOf, limits: ServerLimits): void {
  const slowReaders = new SlowReaders(limits)
  const timers = [
    setInterval(() => resetOverdue(traffic), limits.answerMs / looksPerAnswer),
    setInterval(() => slowReaders.look(traffic.keys()), limits.unreadMs / looksPerUnread),
  ]
  for (const timer of timers) timer.unref()
  server.on('close', () => {
    for (const timer of timers) clearInterval(timer)
  })
}

/** Ends a connection on which nothing has moved for the time that node allows; resets it when an answer is stuck. */
function endSilentConnections(server: Server, traffic: TrafficOf, limits: ServerLimits): void {
  server.on('timeout', (socket) => {
    const isStalled = (traffic.get(socket)?.due.size ?? 0) > 0 || socket.writableEnded
    if (isStalled) socket.resetAndDestroy()
    else end(socket, limits)
  })
}

/** Tells the client that there is no more, and cuts it when it has not taken the rest in time. */
function end(socket: Socket, { stalledMs }: ServerLimits, last?: Buffer): void {
  if (socket.destroyed) return
  // what still comes is read and dropped: the system resets a connection that closes with unread data
  socket.resume()
  if (last === undefined) socket.end()
  else socket.end(last)
  resetAfter(socket, stalledMs)
}

/** Resets a connection that is not closed in time, so that the kernel drops what the client has not taken. */
function resetAfter(socket: Socket, ms: number): void {
  const reset = setTimeout(() => socket.resetAndDestroy(), ms).unref()
  socket.once('close', () => clearTimeout(reset))
}

/**
 * Resets connections whose first answer is overdue. A timer for each answer took 2 % of the processor time of ready
 * ones.
 */
function resetOverdue(traffic: ReadonlyMap<Socket, Traffic>): void {
  const now = performance.now()
  for (const [socket, { due }] of traffic) {
    // in the order of the requests
    const [until = Infinity] = due.values()
    if (until < now) socket.resetAndDestroy()
  }
}

/**
 * Waits until all earlier requests of a connection are answered.
 *
 * @returns a function that tells whether the faulty request may still be answered
 */
async function turnToAnswer(socket: Socket, { due, latest }: Traffic): Promise<() => boolean> {
  // the fault lies in the body of the latest request, or in bytes after it
  const faulty = latest?.req.complete === false ? latest : undefined
  const before = [...due.keys()].filter((answer) => answer !== faulty)
  await Promise.all(before.map((answer) => new Promise((done) => answer.once('close', done))))
  return () => socket.writable && faulty?.headersSent !== true
}
