import { ConfigError } from './config-error.ts'
import type { Env } from './env.ts'
import type { VariableName } from './known/known-variables.ts'
import { flag, integer, port } from './variables.ts'

/** How submissions are taken in over HTTP. */
export type ReceiverConfig = {
  port: number
  /** Whether somebody wants that port and no other. */
  isPortChosen: boolean
  /**
   * What tokens are signed with: a text, one that the program makes for itself under DATA_DIR, or none,
   * and everybody may submit.
   */
  secret: { kind: 'given'; text: string } | { kind: 'own' } | { kind: 'none' }
  /** Accepted beside it. */
  unifiedSecret: string | null
  /** Documents may name the origin of their token alone (ingestion.md O-30). */
  bindsOrigins: boolean
  /** Whoever sends a document that is not valid is told at once; else as the reference does it (ingestion.md O-33). */
  refusesAtOnce: boolean
  /** Nothing more is taken in while so many files wait in the spool. */
  waitingFiles: number
  /** Nothing more is taken in while less is free on the disk of the spool, in bytes. */
  freeBytes: number
}

const allow = 'RECEIVER_ALLOW_INSECURE_SECRET'

/** What the reference takes when it is given none (ingestion.md O-31): everybody knows it. */
const defaultSecret = 'secret'

/** @throws ConfigError */
export function receiverConfig(env: Env): ReceiverConfig {
  return {
    port: port(env, 'RECEIVER_PORT', 8002),
    isPortChosen: env.get('RECEIVER_PORT') !== undefined,
    secret: secret(env),
    unifiedSecret: safeSecret(env, 'UNIFIED_SECRET') ?? null,
    bindsOrigins: flag(env, 'RECEIVER_BIND_ORIGINS', false),
    refusesAtOnce: flag(env, 'RECEIVER_REFUSES_AT_ONCE', true),
    waitingFiles: integer(env, 'SPOOL_MAX_FILES', 1_000_000, { min: 1, max: 100_000_000 }),
    freeBytes: integer(env, 'SPOOL_MIN_FREE_BYTES', 268_435_456, { min: 0, max: 2 ** 50 }),
  }
}

function secret(env: Env): ReceiverConfig['secret'] {
  const text = safeSecret(env, 'JWT_SECRET')
  if (text === undefined) return { kind: 'own' }
  return text === '' ? { kind: 'none' } : { kind: 'given', text }
}

function safeSecret(env: Env, variable: VariableName): string | undefined {
  const text = env.get(variable)
  if (text === undefined || flag(env, allow, false)) return text
  if (text === '') {
    throw new ConfigError(
      variable,
      `an empty secret lets everybody submit; leave it out, or set ${allow}=true`,
    )
  }
  if (text === defaultSecret) {
    throw new ConfigError(
      variable,
      `everybody knows the secret "${text}"; choose another, or set ${allow}=true`,
    )
  }
  return text
}
