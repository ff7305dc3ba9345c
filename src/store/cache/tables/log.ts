/** A log of another host. */
export type LogRow = {
  /** Its address, normalised as the guarded client does. */
  url: string
  /** Milliseconds since 1970. */
  fetched_at: number
  /** Milliseconds since 1970. */
  used_at: number
  /** How much it counts against the maximum: the size of `body`, at least one page of the file. */
  size_bytes: number
  /** Size of the log itself in bytes, not compressed. */
  length: number
  /** `Content-Type`, as the host said. */
  type: string | null
  /** Compressed by gzip. */
  body: Buffer
  /** Checksum of address, time of fetching, type, length and body (`seal.ts`). */
  seal: string
}
