import type { Env } from './env.ts'
import type { VariableName } from './known/known-variables.ts'
import { integer } from './variables.ts'

/** For how long files of the spool are kept that are dealt with, in milliseconds; `Infinity` for ever. */
export type RetentionConfig = {
  /** What was stored. */
  archiveMs: number
  /** What was refused. */
  failedMs: number
}

const dayMs = 86_400_000

/** @throws ConfigError */
export function retentionConfig(env: Env): RetentionConfig {
  return {
    archiveMs: days(env, 'SPOOL_ARCHIVE_DAYS', 365),
    failedMs: days(env, 'SPOOL_FAILED_DAYS', 30),
  }
}

function days(env: Env, name: VariableName, fallback: number): number {
  const count = integer(env, name, fallback, { min: 0, max: 36_500 })
  return count === 0 ? Infinity : count * dayMs
}
