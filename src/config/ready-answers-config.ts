import type { Env } from './env.ts'
import { integer } from './variables.ts'

/** How much room ready-made answers may take, in bytes; 0 keeps none. */
export type ReadyAnswersConfig = {
  /** In the memory of each process. */
  memoryBytes: number
  /** In the local cache. */
  fileBytes: number
}

/** @throws ConfigError */
export function readyAnswersConfig(env: Env): ReadyAnswersConfig {
  return {
    memoryBytes: integer(env, 'RESPONSE_MEMORY_MAX_BYTES', 16_777_216, { min: 0, max: 1e11 }),
    fileBytes: integer(env, 'RESPONSE_CACHE_MAX_BYTES', 536_870_912, { min: 0, max: 1e12 }),
  }
}
