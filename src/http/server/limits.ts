/** What the server grants a client, so that none holds a connection, or an answer, for ever. */
export type ServerLimits = {
  /** A connection without a request stays open so long, in milliseconds. */
  keepAliveMs: number
  /** A request has so long to arrive, in milliseconds. */
  requestMs: number
  /** How often slow requests are looked for, in milliseconds; so much later they may end. */
  requestCheckMs: number
  /**
   * A client that takes no byte of its answer for so long is cut, in milliseconds; longer than any
   * answer takes to make, since nothing is sent meanwhile either. A client to whom all was sent has as
   * long to take the rest.
   */
  stalledMs: number
  /**
   * What waits for all clients together to be taken, in bytes. When it is more, clients are cut that have taken
   * nothing for `unreadMs` milliseconds.
   */
  mostWaitingBytes: number
  unreadMs: number
  /** From the request to the last byte of its answer, in milliseconds, however steadily it is taken. */
  answerMs: number
  /** A client that sends more requests without waiting for their answers is cut. */
  requestsAtOnce: number
}

/** What is granted when nothing else is said. */
export const defaultLimits: ServerLimits = {
  // more than the 60 s after which balancers in common use drop an idle connection: who drops it
  // first must be the one that sends requests, or some of them meet a connection that just closed
  keepAliveMs: 75_000,
  requestMs: 30_000,
  requestCheckMs: 5_000,
  stalledMs: 120_000,
  mostWaitingBytes: 64 * 1024 * 1024,
  unreadMs: 5_000,
  answerMs: 600_000,
  requestsAtOnce: 100,
}

/** As many headers as the reference takes (gunicorn); proxies add some ten to those of a browser. */
export const maxHeaders = 100

/** The request line and all headers together, in bytes. */
export const maxHeaderBytes = 16_384
