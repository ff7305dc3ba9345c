/** A ready answer: what was sent for a request, and which state of the data it shows. */
export type ResponseRow = {
  /** Route and normalised parameters, hashed. */
  key: string
  /** The dataset whose commits `version` counts. */
  dataset: string
  /** The newest commit that was known before the answer was made, or when it was last found to be unchanged. */
  version: number
  /** JSON list of the scopes that the answer depends on; null for all. */
  scopes: string | null
  etag: string
  /** JSON list of names and values: the headers that the route has set. */
  headers: string
  /** Milliseconds since 1970. */
  made_at: number
  /** Milliseconds since 1970. */
  used_at: number
  /** How much it counts against the maximum: the size of `body`, at least one page of the file. */
  size_bytes: number
  /** Size of the body itself in bytes, not compressed. */
  length: number
  /** How `body` is compressed. */
  coding: string
  body: Buffer
  /** Checksum of all columns except `used_at` and `size_bytes` (`seal.ts`). */
  seal: string
}
