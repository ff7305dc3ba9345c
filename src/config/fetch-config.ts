import { type HostRule, parseHostRule } from '../platform/guarded-fetch/host-rules.ts'
import { ConfigError } from './config-error.ts'
import type { Env } from './env.ts'
import { flag, integer, jsonList } from './variables.ts'

/** From where logs may be fetched for others, and what that may cost. */
export type FetchConfig = {
  hosts: readonly HostRule[]
  /** For tests: hosts of the rules may lie on this machine. */
  allowLoopback: boolean
  /** From the request to the last byte, in milliseconds. */
  wholeMs: number
  /** As sent and unpacked, each. */
  maxBytes: number
  /** Further fetches are refused meanwhile. */
  atOnce: number
  /** Of logs that are kept in the local cache. */
  cache: { maxBytes: number; maxAgeMs: number }
}

/** Where the reference fetches from (api-misc.md 10). */
const defaultHosts = [
  '*.kernelci.org',
  'syzkaller.appspot.com',
  '*.sirena.org.uk',
  'lisalogs6a28e896.blob.core.windows.net',
  'storage.tuxsuite.com',
  's3.amazonaws.com/arr-cki-prod-trusted-artifacts/',
  '*.linaro.org',
]

const allowedHosts = 'FETCH_ALLOWED_HOSTS'

/** @throws ConfigError */
export function fetchConfig(env: Env): FetchConfig {
  return {
    hosts: jsonList(env, allowedHosts, defaultHosts).map(hostRule),
    allowLoopback: flag(env, 'FETCH_ALLOW_LOOPBACK', false),
    wholeMs: 1000 * integer(env, 'FETCH_TIMEOUT', 45, { min: 1, max: 600 }),
    maxBytes: integer(env, 'FETCH_MAX_BYTES', 134_217_728, { min: 1, max: 4_294_967_296 }),
    atOnce: integer(env, 'FETCH_AT_ONCE', 32, { min: 1, max: 10_000 }),
    cache: {
      maxBytes: integer(env, 'LOG_CACHE_MAX_BYTES', 268_435_456, { min: 0, max: 1e12 }),
      maxAgeMs: 1000 * integer(env, 'LOG_CACHE_SECONDS', 3600, { min: 0, max: 31_536_000 }),
    },
  }
}

function hostRule(text: string): HostRule {
  const rule = parseHostRule(text)
  if (rule !== null) return rule
  throw new ConfigError(
    allowedHosts,
    `expected host, *.domain, host:port or host/path/, got "${text}"`,
  )
}
