import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { answerBytes } from './answer-bytes.ts'
import { type Arrival, type Refusal, unreadArrival } from './arrival.ts'
import { pathOf, refusalOf } from './check-request.ts'
import { trackConnections, type Connections } from './connections.ts'
import { defaultLimits, maxHeaderBytes, type ServerLimits } from './limits.ts'
import { readSmallBody } from './small-body.ts'
import { refusalOfUnparsed } from './unparsed-request.ts'

export type RunningServer = {
  /** Where it listens, with the port that the system chose. */
  url: string
  /**
   * Stops accepting, lets requests in progress end, and cuts those that are not done after
   * `deadlineMs` milliseconds.
   */
  close: (deadlineMs: number) => Promise<void>
}

export type ListenOptions = {
  host: string
  port: number
  limits?: Partial<ServerLimits>
  /**
   * Who handles requests asks for their bodies (`Arrival.wantBody`) and watches how fast they come. Else
   * a client that waits to be asked is asked at once, and a body has to be there within `requestMs`.
   */
  watchesBodies?: boolean
  /** Asked first, about requests that are not refused. */
  door?: ServerDoor
}

/**
 * What answers requests, those included that the server wants refused: so every answer has the same
 * headers and is counted and logged in one place.
 */
type RequestHandler = {
  fetch: (request: Request, env: { arrival: Arrival }) => Response | Promise<Response>
}

/** Answers what it knows, as the handler would, or says that the handler has to; some once it has their bodies. */
type ServerDoor = {
  wantsBody: (incoming: IncomingMessage) => boolean
  answers: (incoming: IncomingMessage, outgoing: ServerResponse, body?: Buffer) => boolean
}

const notForProxies: Refusal = {
  code: 'connect_refused',
  headers: { Allow: 'GET, HEAD, POST, OPTIONS' },
}

/** How long a request may take to arrive on an open connection once the server closes. */
const arrivalMs = 200

/**
 * Starts to answer HTTP requests.
 *
 * @throws the error of the system when the address cannot be used, for instance `EADDRINUSE`
 */
export async function startHttpServer(
  handler: RequestHandler,
  { host, port, limits, watchesBodies = false, door }: ListenOptions,
): Promise<RunningServer> {
  const server = createLimitedServer({ ...defaultLimits, ...limits }, watchesBodies)
  const connections = trackConnections(server, { ...defaultLimits, ...limits })
  const refused = new WeakSet<Socket>()
  answerRequests(server, refused, handler, { watchesBodies, door })
  refuseUnparsed(server, refused, connections, handler)
  await listen(server, host, port)
  return { url: addressOf(server), close: (deadlineMs) => drain(server, connections, deadlineMs) }
}

function createLimitedServer(limits: ServerLimits, watchesBodies: boolean): Server {
  const server = createServer({
    requestTimeout: watchesBodies ? 0 : limits.requestMs,
    headersTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.requestCheckMs,
    keepAliveTimeout: limits.keepAliveMs,
    maxHeaderSize: maxHeaderBytes,
    // most requests have no body, and need no stream that ends for it
    optimizeEmptyRequests: true,
    // without a body in its own refusal; `refusalOf` looks at hosts
    requireHostHeader: false,
  })
  server.timeout = limits.stalledMs
  // no limit, lest it drops those beyond in silence; `refusalOf` counts them
  server.maxHeadersCount = 0
  return server
}

function answerRequests(
  server: Server,
  refused: WeakSet<Socket>,
  { fetch }: RequestHandler,
  { watchesBodies, door }: { watchesBodies: boolean; door: ServerDoor | undefined },
): void {
  const arrivals = new WeakMap<object, Arrival>()
  /** How to ask those for their bodies that wait for it. */
  const waiting = new WeakMap<IncomingMessage, () => void>()
  const listener = getRequestListener((request, { incoming }) =>
    fetch(request, { arrival: arrivals.get(incoming) ?? unreadArrival(null) }),
  )
  const handle = (incoming: IncomingMessage, outgoing: ServerResponse, refusal: Refusal | null) => {
    arrivals.set(incoming, arrivalOf(incoming, refusal, waiting.get(incoming)))
    if (refusal !== null) {
      // who sends a request of two meanings may mean what follows as a part of it
      outgoing.setHeader('Connection', 'close')
      refused.add(incoming.socket)
    }
    // no answer depends on the name by which the client knows us
    incoming.headers.host = 'localhost'
    incoming.url = refusal === null ? (pathOf(incoming) ?? '/') : '/'
    void listener(incoming, outgoing)
  }
  server.on('request', (incoming, outgoing) => {
    // node reads on what came with the last request that was wanted, or with one that is refused
    if (!incoming.socket.writable || refused.has(incoming.socket)) {
      // unread it would keep the connection, though its client has left
      incoming.resume()
      return
    }
    const refusal = refusalOf(incoming)
    const answer = (body?: Buffer) => {
      if (!door?.answers(incoming, outgoing, body)) handle(incoming, outgoing, null)
    }
    if (refusal !== null) handle(incoming, outgoing, refusal)
    else if (door?.wantsBody(incoming)) readSmallBody(incoming, answer)
    else answer()
  })
  server.on('checkContinue', (incoming, outgoing) => {
    if (watchesBodies) waiting.set(incoming, () => outgoing.writeContinue())
    else if (refusalOf(incoming) === null) outgoing.writeContinue()
    server.emit('request', incoming, outgoing)
  })
  // any other expectation, which `refusalOf` refuses
  server.on('checkExpectation', (incoming, outgoing) => server.emit('request', incoming, outgoing))
}

function arrivalOf(
  incoming: IncomingMessage,
  refusal: Refusal | null,
  wantBody = () => {},
): Arrival {
  const { method = null, url = null } = incoming
  // a body that is not wanted to its end must not end the connection before the answer
  const body = () => incoming.iterator({ destroyOnReturn: false })
  // to a client of HTTP/1.0 the end of the connection is that of the answer, unless it is reset
  const breakOff = () => incoming.socket.resetAndDestroy()
  return { method, target: url, refusal, wantBody, body, breakOff }
}

/** Answers what node could not make a request of, and `CONNECT`, for which node makes no answer. */
function refuseUnparsed(
  server: Server,
  refused: WeakSet<Socket>,
  connections: Connections,
  { fetch }: RequestHandler,
): void {
  const refuse = (socket: Socket, arrival: Arrival) => {
    // each further byte is an error to node
    if (refused.has(socket)) return
    refused.add(socket)
    // of a connection that node gave out of its hands an error would end the program
    socket.on('error', () => {})
    const answer = async () =>
      answerBytes(await fetch(new Request('http://localhost/'), { arrival }))
    void connections.answerLast(socket, answer).catch(() => socket.destroy())
  }
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const refusal = refusalOfUnparsed(error.code)
    if (refusal === null) socket.destroy()
    // a spare connection on which nothing was asked is no slow request
    else if (refusal.code === 'request_timeout' && socket.bytesRead === 0) return
    else refuse(socket, unreadArrival(refusal))
  })
  server.on('connect', ({ method = null, url = null }, socket) => {
    refuse(socket as Socket, { ...unreadArrival(notForProxies), method, target: url })
  })
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function addressOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}

/**
 * Requests in progress are answered, each told to be the last of its connection; what is not done at
 * the deadline is cut. Connections without a request get a moment, for one may just be arriving.
 */
async function drain(server: Server, connections: Connections, deadlineMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.prependListener('request', (_, response) => response.setHeader('Connection', 'close'))
  let sweep: NodeJS.Timeout | undefined
  const moment = setTimeout(() => {
    sweep = setInterval(connections.closeUnused, 50)
  }, arrivalMs)
  const deadline = setTimeout(connections.cut, deadlineMs)
  await closed
  clearTimeout(moment)
  clearInterval(sweep)
  clearTimeout(deadline)
}
