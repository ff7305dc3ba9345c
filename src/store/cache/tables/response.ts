/** A ready-made answer: what was sent for a request, and of which state of the data. */
export type ResponseRow = {
  /** Route and normalised parameters, hashed. */
  key: string
  /** Which data `version` counts. */
  dataset: string
  /** The newest commit that was known before the answer was made, or since it was found unchanged. */
  version: number
  /** JSON list of the scopes that it hangs on; null for all. */
  scopes: string | null
  etag: string
  /** JSON list of names and values, those that the route chose. */
  headers: string
  /** Milliseconds since 1970. */
  made_at: number
  /** Milliseconds since 1970. */
  used_at: number
  /** What it takes of the budget: the size of `body`, a page of the file at least. */
  size_bytes: number
  /** Of the body itself, in bytes. */
  length: number
  /** How `body` is packed. */
  coding: string
  body: Buffer
  /** Of all this but `used_at` and `size_bytes` (`seal.ts`). */
  seal: string
}
