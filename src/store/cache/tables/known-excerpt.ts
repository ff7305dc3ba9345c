/** A log excerpt that is in the storage service. */
export type KnownExcerptRow = {
  /** Its address there. */
  url: string
  /** Milliseconds since 1970. */
  used_at: number
}
