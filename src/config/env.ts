/** The process environment as it is; the only place that reads it. Empty values count as absent, but for some. */
export type Env = ReadonlyMap<string, string>

/** In the reference an empty one opens the receiver to everybody: that must not pass unseen. */
const meantWhenEmpty = new Set(['JWT_SECRET'])

/** Reads the environment of the process, or `source` in its place. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  return new Map(
    Object.entries(source).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && (entry[1] !== '' || meantWhenEmpty.has(entry[0])),
    ),
  )
}
