import type { VariableName } from './known/known-variables.ts'

/** What the program was told, as texts. Empty values count as absent, but for some. */
export type Env = Pick<ReadonlyMap<VariableName, string>, 'get' | 'has'>

/** In the reference an empty one opens the receiver to everybody: that must not pass unseen. */
const meantWhenEmpty = new Set(['JWT_SECRET'])

/** Reads the environment of the process, or `source` in its place; no files. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const env = new Map<string, string>()
  for (const [name, value] of Object.entries(source)) {
    if (value !== undefined && (value !== '' || meantWhenEmpty.has(name))) env.set(name, value)
  }
  return env
}
