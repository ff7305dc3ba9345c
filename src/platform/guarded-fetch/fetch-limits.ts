/** What a fetch may cost. */
export type FetchLimits = {
  /** To find out the addresses of the host, and to connect to one of them, each, in milliseconds. */
  connectMs: number
  /** From there to the first byte of the answer's body, in milliseconds. */
  headersMs: number
  /** Without a byte of the body, while one is waited for, in milliseconds. */
  idleMs: number
  /** All of it, redirects included, in milliseconds. */
  wholeMs: number
  /** A body, as it comes and unpacked, in bytes. */
  maxBytes: number
  maxRedirects: number
  /** Further fetches are refused meanwhile. */
  atOnce: number
}

/** What is granted when nothing else is said. */
export const defaultFetchLimits: FetchLimits = {
  connectMs: 5_000,
  headersMs: 20_000,
  idleMs: 15_000,
  wholeMs: 45_000,
  maxBytes: 128 * 1024 * 1024,
  maxRedirects: 5,
  atOnce: 32,
}
