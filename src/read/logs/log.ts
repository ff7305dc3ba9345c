/** A small log that is kept, for who gives it again without asking for it. */
export type WholeLog = {
  body: Buffer<ArrayBuffer>
  /** Until when that is allowed, in milliseconds since 1970: whoever keeps it wants to know that it is used. */
  goodUntil: number
  /** To be called each time. */
  countUse: () => void
}

/** A log while it comes. */
export type Log = Disposable & {
  /** As the host says. */
  type: string | undefined
  /** In bytes, as the host says; null when it does not. */
  length: number | null
  /** All of one that is small and kept; it may be given again. */
  whole?: WholeLog
  /** To be read once, or disposed of. Throws FetchError where it breaks off. */
  body: AsyncIterable<Buffer>
}
