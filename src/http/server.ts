import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener, RequestError } from '@hono/node-server'
import { trackConnections, type Connections } from './connections.ts'

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
  /** Clients that take no byte of their answer for so long are cut, in milliseconds. */
  stalledMs?: number
}

/** What node hands to a server for requests, as Hono and other handlers offer it. */
type RequestHandler = { fetch: (request: Request) => Response | Promise<Response> }

/** Clients that send a request so slowly that it would hold a connection for ever are cut after this. */
const requestTimeoutMs = 30_000

/**
 * Node waits for ever for a client that does not read, and keeps the answer. Longer than any answer
 * takes to make, since nothing is sent meanwhile either.
 */
const defaultStalledMs = 120_000

/** How long a request may take to arrive on an open connection once the server closes. */
const arrivalMs = 200

/**
 * Starts to answer HTTP requests.
 *
 * @throws the error of the system when the address cannot be used, for instance `EADDRINUSE`
 */
export async function startHttpServer(
  { fetch }: RequestHandler,
  { host, port, stalledMs = defaultStalledMs }: ListenOptions,
): Promise<RunningServer> {
  const listener = getRequestListener((request) => fetch(request), {
    // for HTTP/1.0, which probes of proxies speak without naming a host
    hostname: 'localhost',
    errorHandler: answerUnreadableAddress,
  })
  const server = createServer({ requestTimeout: requestTimeoutMs }, listener)
  server.timeout = stalledMs
  const connections = trackConnections(server)
  server.on('clientError', answerUnreadableRequest)
  await listen(server, host, port)
  return { url: addressOf(server), close: (deadlineMs) => drain(server, connections, deadlineMs) }
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
  const deadline = setTimeout(() => server.closeAllConnections(), deadlineMs)
  await closed
  clearTimeout(moment)
  clearInterval(sweep)
  clearTimeout(deadline)
}

const unreadableBody =
  '{"error":"The request is not readable as HTTP, or its headers are larger than 16 kB"}'

/** Headers beyond node's limit of 16 kB, and bytes that are no HTTP: 400 as for every unreadable request. */
function answerUnreadableRequest(_error: Error, socket: Socket): void {
  if (!socket.writable) return
  socket.end(
    'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application/json\r\n' +
      `Content-Length: ${unreadableBody.length}\r\n\r\n${unreadableBody}`,
  )
}

/** A path or `Host` that makes no address, such as `/\` or `a b`; no other error comes this far. */
function answerUnreadableAddress(error: unknown): Response {
  if (!(error instanceof RequestError)) return new Response(null, { status: 500 })
  return new Response(unreadableBody, {
    status: 400,
    headers: { 'Content-Type': 'application/json' },
  })
}
