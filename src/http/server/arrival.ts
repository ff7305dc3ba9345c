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
  /**
   * The body as it comes, for who needs no more of it than its bytes: through `Request` a small one takes a
   * tenth of a millisecond longer. To be read once, here or there; reading may end early.
   */
  body: () => AsyncIterable<Uint8Array>
  /** Ends the connection, for an answer of which some was sent and the rest is not to be had. */
  breakOff: () => void
}

/** All that is known of a request that could not be read. */
export function unreadArrival(refusal: Refusal | null): Arrival {
  const silent = () => {}
  return { method: null, target: null, refusal, wantBody: silent, body: nothing, breakOff: silent }
}

async function* nothing(): AsyncGenerator<Uint8Array, void> {
  // of what could not be read there is no body
}
