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
export function requestHead({ requestId, transport, allowedOrigin }: AskedBy): Header[] {
  return [
    ...(transport === 'https' ? secureTransportHead : []),
    ...allowedOriginHead(allowedOrigin),
    ['x-request-id', requestId],
  ]
}
