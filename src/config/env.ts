/** The process environment as it is; the only place that reads it. Empty values count as absent. */
export type Env = ReadonlyMap<string, string>

/** Reads the environment of the process, or `source` in its place. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  return new Map(
    Object.entries(source).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
    ),
  )
}
