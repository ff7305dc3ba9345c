/** A log of another host. */
export type LogRow = {
  /** Where it lies, in the one spelling that the guarded client gives it. */
  url: string
  /** Milliseconds since 1970. */
  fetched_at: number
  /** Milliseconds since 1970. */
  used_at: number
  /** What it takes of the budget: the size of `body`, a page of the file at least. */
  size_bytes: number
  /** Of the log itself, in bytes. */
  length: number
  /** `Content-Type`, as the host said. */
  type: string | null
  /** Packed by gzip. */
  body: Buffer
  /** Of address, times of fetching, type, length and body (`seal.ts`). */
  seal: string
}
