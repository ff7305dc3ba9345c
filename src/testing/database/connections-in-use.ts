import type pg from 'pg'

/** How many connections somebody has now. One of long work is not idle afterwards but gone (`ReaderConnection`). */
export function connectionsInUse({ totalCount, idleCount }: pg.Pool): number {
  return totalCount - idleCount
}
