import type { LookupAddress } from 'node:dns'
import http, { type ClientRequest, type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { FetchError } from './fetch-error.ts'
import type { FetchLimits } from './fetch-limits.ts'

/** What is sent to a host. */
export type SentRequest = {
  method: string
  headers: Record<string, string>
  body?: Uint8Array
}

export type SendOptions = {
  /** Checked; the connection goes to one of these and nowhere else, whatever the name leads to by now. */
  addresses: LookupAddress[]
  limits: Pick<FetchLimits, 'connectMs' | 'headersMs'>
  /** Ends the request, its answer's body included. */
  signal: AbortSignal
  /** In PEM form, instead of the authorities that Node trusts. */
  authorities?: string | undefined
}

/** Of an answer, in bytes. */
const maxHeaderBytes = 16_384

/**
 * Sends one request over a connection of its own and waits for the head of its answer. Not `fetch`,
 * which unpacks a body as its header claims; nor an agent that others share, which may have connections
 * to addresses of another time, or obey proxy settings of the environment (api-misc.md 17).
 *
 * @throws FetchError `timed_out`; what the system or the HTTP parser says
 */
export function sendRequest(
  url: URL,
  { method, headers, body }: SentRequest,
  { addresses, limits, signal, authorities }: SendOptions,
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const isSecure = url.protocol === 'https:'
  const request = (isSecure ? https : http).request(url, {
    method,
    headers: body === undefined ? headers : { ...headers, 'Content-Length': String(body.length) },
    agent: false,
    lookup: pinnedTo(addresses),
    maxHeaderSize: maxHeaderBytes,
    signal,
    ...(authorities === undefined ? {} : { ca: authorities }),
  })
  giveUpLate(request, isSecure ? 'secureConnect' : 'connect', limits)
  request.once('response', resolve)
  // what comes after the answer, such as bytes beyond its length, belongs to nobody
  request.on('error', reject)
  // also of a host that wants to speak another protocol: for node that is neither answer nor error
  request.once('close', () => reject(new FetchError('unreachable', 'the host gave no answer')))
  request.end(body)
  return promise
}

function pinnedTo(addresses: LookupAddress[]): LookupFunction {
  const [first] = addresses
  return (_, { all }, done) => {
    if (all === true) done(null, addresses)
    else done(null, first?.address ?? '', first?.family)
  }
}

function giveUpLate(
  request: ClientRequest,
  connected: string,
  { connectMs, headersMs }: SendOptions['limits'],
): void {
  const giveUp = (message: string) => () => {
    request.destroy(new FetchError('timed_out', message))
  }
  let timer = setTimeout(giveUp('the host could not be connected to in time'), connectMs)
  request.once('socket', (socket) =>
    socket.once(connected, () => {
      clearTimeout(timer)
      timer = setTimeout(giveUp('the answer did not begin in time'), headersMs)
    }),
  )
  for (const end of ['response', 'close']) request.once(end, () => clearTimeout(timer))
}
