/** An excerpt that the storage service has taken. */
export type KnownExcerptRow = {
  /** Where it lies. */
  url: string
  /** Milliseconds since 1970. */
  used_at: number
}
