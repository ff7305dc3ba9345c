/** A file of a spool that an ingester works on; gone when the ingester is done with it, or has ended. */
export type SpoolClaimRow = {
  /** 48 bits of a hash of the file's name, size and time of modification. */
  key: number
  /** Number of the ingester's session; an advisory lock says whether that lives. */
  owner: number
}
