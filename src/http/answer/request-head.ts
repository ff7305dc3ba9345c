import type { Transport } from '../came-by-https.ts'
import { allowedOriginHead } from './allowed-origin.ts'
import type { Header } from './header.ts'
import { secureTransportHead } from './security-head.ts'

/** What the head of an answer owes to the request, whatever the answer is. */
export type AskedBy = {
  requestId: string
  transport: Transport
  /** For `Access-Control-Allow-Origin`; null for nothing. */
  allowedOrigin: string | null
}

/** The headers of an answer that depend on who asked, and on nothing else. */
export function requestHead(asked: AskedBy): Header[] {
  return [...clientHead(asked), [requestIdName, asked.requestId]]
}

/** The same as lines of a head, as nearly every answer of the door has them: without making a list first. */
export function requestLines(asked: AskedBy): string {
  return `${clientLines(asked)}${requestIdName}: ${asked.requestId}\r\n`
}

const requestIdName = 'x-request-id'

type Client = Pick<AskedBy, 'transport' | 'allowedOrigin'>

function clientHead({ transport, allowedOrigin }: Client): Header[] {
  return [
    ...(transport === 'https' ? secureTransportHead : []),
    ...allowedOriginHead(allowedOrigin),
  ]
}

function clientLines(client: Client): string {
  if (client.transport === 'http' && client.allowedOrigin === null) return ''
  return clientHead(client)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
}
