import type { ErrorCode } from '../errors/catalogue.ts'

/** Why the server does not want a request to be handled. */
export type Refusal = {
  code: ErrorCode
  /** Instead of the catalogue's message, when it can say more. */
  message?: string
  headers?: Record<string, string>
}

/** What the server knows of a request beside what a `Request` shows. */
export type Arrival = {
  /** As sent; null when the request could not be read so far. */
  method: string | null
  /** What the request line asks for, as sent; null when it could not be read so far. */
  target: string | null
  /** Set when the request must be refused, whatever it asks for. */
  refusal: Refusal | null
  /** Tells a client that waits for it (`Expect: 100-continue`) to send the body; at most once. */
  wantBody: () => void
  /** Ends the connection, for an answer of which some was sent and the rest is not to be had. */
  breakOff: () => void
}

/** All that is known of a request that could not be read. */
export function unreadArrival(refusal: Refusal | null): Arrival {
  return { method: null, target: null, refusal, wantBody: () => {}, breakOff: () => {} }
}
