import { ConfigError } from './config-error.ts'
import type { Env } from './env.ts'
import type { VariableName } from './known/known-variables.ts'
import { jsonList } from './variables.ts'

/**
 * A JSON list of origins of pages: scheme, host and perhaps a port, or `null` for sandboxed pages. Anything else would
 * fit no page, in silence; so would `*`, for which there is a setting of its own.
 */
export function pageOrigins(env: Env, name: VariableName): readonly string[] {
  const origins = jsonList(env, name, [])
  const wrong = origins.find((origin) => origin !== 'null' && !isOrigin(origin))
  if (wrong === undefined) return origins
  const advice = wrong === '*' ? '; CORS_ALLOW_ALL_ORIGINS=true lets every page read' : ''
  throw new ConfigError(
    name,
    `expected origins such as "https://dashboard.example.org", got "${wrong}"${advice}`,
  )
}

/** A slash at the end does no harm. */
function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
}
