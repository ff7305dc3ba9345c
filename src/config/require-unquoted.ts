import { ConfigError } from './config-error.ts'
import { type Env, isWordForWord } from './env.ts'
import { knownVariables } from './known/known-variables.ts'

/**
 * Refuses values in quotes, which `docker run --env-file` and others hand on where a shell takes them away: a folder
 * `".data"` would be made in silence, with a new database in it.
 *
 * @throws ConfigError
 */
export function requireUnquoted(env: Env): void {
  // widened: what is known is listed, so every name of the list may be asked for
  const given: Pick<ReadonlyMap<string, string>, 'get'> = env
  for (const { name } of knownVariables) {
    if (!isWordForWord(name) && /^(["'`]).*\1$/s.test(given.get(name) ?? '')) {
      throw new ConfigError(name, 'leave out the quotes around it, which belong to the value here')
    }
  }
}
