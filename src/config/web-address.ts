import { ConfigError } from './config-error.ts'
import type { Env } from './env.ts'
import type { VariableName } from './known/known-variables.ts'
import { text } from './variables.ts'

/** An address that others are put behind, without a slash at its end. */
export function address(env: Env, name: VariableName, fallback: string): string {
  const url = URL.parse(text(env, name, fallback))
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '') {
    throw new ConfigError(name, `expected an address such as ${fallback}`)
  }
  return url.href.replace(/\/+$/, '')
}
