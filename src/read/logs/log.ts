/** A log while it comes. */
export type Log = Disposable & {
  /** As the host says. */
  type: string | undefined
  /** In bytes, as the host says; null when it does not. */
  length: number | null
  /** To be read once, or disposed of. Throws FetchError where it breaks off. */
  body: AsyncIterable<Buffer>
}
