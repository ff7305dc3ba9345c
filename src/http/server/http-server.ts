import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { answerRequests, type RequestHandler, type ServerDoor } from './answer-requests.ts'
import { trackConnections, type Connections } from './connections.ts'
import { defaultLimits, maxHeaderBytes, type ServerLimits } from './limits.ts'
import { refuseUnparsed } from './refuse-unparsed.ts'

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
