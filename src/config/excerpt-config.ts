import { isIP } from 'node:net'
import { ConfigError } from './config-error.ts'
import type { Env } from './env.ts'
import { flag, integer, port, text } from './variables.ts'

/** What becomes of log excerpts that are longer than what belongs into a row (ingestion.md 2.10). */
export type ExcerptConfig = {
  /** Whether they are moved out of their rows at all. */
  converts: boolean
  /** Longer ones are moved, in characters. */
  threshold: number
  /** What their addresses begin with, without a slash at its end. */
  baseUrl: string
  /** Where they are kept: by a service that takes them with this token, or in the data directory. */
  storage: { kind: 'service'; token: string; allowPrivate: boolean } | { kind: 'directory' }
  /** How many excerpts that the service has taken are remembered. */
  knownMax: number
}

const address = 'STORAGE_BASE_URL'

/** @throws ConfigError */
export function excerptConfig(env: Env): ExcerptConfig {
  const token = env.get('STORAGE_TOKEN')
  const converts = flag(env, 'CONVERT_LOG_EXCERPT', false)
  const allowPrivate = flag(env, 'STORAGE_ALLOW_PRIVATE', false)
  return {
    converts,
    threshold: integer(env, 'LOGEXCERPT_THRESHOLD', 256, { min: 0, max: 16_384 }),
    baseUrl: baseUrl(env.get(address)) ?? defaultUrl(env, { isOwn: token === undefined, converts }),
    storage: token === undefined ? { kind: 'directory' } : { kind: 'service', token, allowPrivate },
    knownMax: integer(env, 'CACHE_LOGS_SIZE_LIMIT', 100_000, { min: 1, max: 10_000_000 }),
  }
}

function baseUrl(given: string | undefined): string | undefined {
  if (given === undefined) return undefined
  const url = URL.parse(given)
  const { protocol, username, password, search, hash } = url ?? {}
  const isWeb = protocol === 'http:' || protocol === 'https:'
  if (url === null || !isWeb || [username, password, search, hash].some((part) => part !== '')) {
    // not what was given: it may hold a password
    throw new ConfigError(address, 'expected an address such as https://host/path, and no more')
  }
  return url.href.replace(/\/+$/, '')
}

/**
 * The reference's service, or this API as it is reached on this machine.
 *
 * @throws ConfigError where others shall reach it and nobody says by which address: it goes into rows
 */
function defaultUrl(env: Env, { isOwn, converts }: { isOwn: boolean; converts: boolean }): string {
  if (!isOwn) return 'https://files-staging.kernelci.org'
  const [host, api] = [text(env, 'HOST', '127.0.0.1'), port(env, 'PORT', 8000)]
  if (converts && (!isLoopback(host) || api === 0)) {
    const wanted = 'needed with CONVERT_LOG_EXCERPT: the address by which others reach the API'
    throw new ConfigError(address, `${wanted}, such as https://dashboard.example.org/api`)
  }
  return `http://${isIP(host) === 6 ? `[${host}]` : host}:${api}/api`
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host)
}
