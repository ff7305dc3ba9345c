/** A small log from the cache, which the door may give again from memory. */
export type WholeLog = {
  body: Buffer<ArrayBuffer>
  /** Until when it may be given again, in milliseconds since 1970; the cache is asked anew after that. */
  goodUntil: number
  /** To be called each time that it is given again. */
  countUse: () => void
}

/** A log that is being received. */
export type Log = Disposable & {
  /** The content type, as the host says. */
  type: string | undefined
  /** In bytes, as the host says; null when it does not. */
  length: number | null
  /** The whole log, when it is small and came from the cache. */
  whole?: WholeLog
  /** To be read once; else the log has to be disposed of. Throws FetchError when the transfer breaks off. */
  body: AsyncIterable<Buffer>
}
