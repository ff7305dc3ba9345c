import type { VariableName } from './known/known-variables.ts'

/** What the program was told, as texts without blanks around them. Empty values count as absent, but for some. */
export type Env = Pick<ReadonlyMap<VariableName, string>, 'get' | 'has'>

/** In the reference an empty one opens the receiver to everybody: that must not pass unseen. */
const meantWhenEmpty = new Set(['JWT_SECRET'])

/** Nobody but who chose them knows what belongs to them. */
const wordForWord = new Set([
  'JWT_SECRET',
  'UNIFIED_SECRET',
  'DB_PASSWORD',
  'EMAIL_HOST_PASSWORD',
  'PGPASSWORD',
])

/** Whether all characters of a value belong to it, blanks and quotes as well. */
export function isWordForWord(name: string): boolean {
  return wordForWord.has(name)
}

/**
 * Reads the environment of the process, or `source` in its place; no files. Blanks around a value come with files whose lines
 * end as on other systems, and with typing: a folder or name that has them is never what was meant.
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const env = new Map<string, string>()
  for (const [name, given] of Object.entries(source)) {
    const value = isWordForWord(name) ? given : given?.trim()
    if (value !== undefined && (value !== '' || meantWhenEmpty.has(name))) env.set(name, value)
  }
  return env
}
