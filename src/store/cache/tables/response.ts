/** A ready-made answer: what was sent for a request while its scopes had these versions. */
export type ResponseRow = {
  /** Route, normalised parameters and scope versions, hashed. */
  key: string
  /** Compressed with `coding`. */
  body: Buffer
  coding: string
  etag: string
  /** Size of `body`, so that the bound on the cache needs no scan of the blobs. */
  size_bytes: number
  /** Milliseconds since 1970. */
  used_at: number
}
