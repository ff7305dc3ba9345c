import { mailbox } from '../platform/text/mailbox.ts'
import { ConfigError } from './config-error.ts'
import type { Env } from './env.ts'
import { secretText } from './secret-text.ts'
import { flag, host, integer, text } from './variables.ts'

/** How a connection to the mail server is encrypted. */
export type MailEncryption = 'starttls' | 'tls' | 'none'

export type SmtpConfig = {
  kind: 'smtp'
  host: string
  port: number
  encryption: MailEncryption
  /** Null: the server is told no name. */
  login: { user: string; password: string } | null
  /** How long it may be silent, in milliseconds. */
  timeoutMs: number
  /** At a time. */
  connections: number
  /** Mails that one process sends in a minute at most. */
  perMinute: number
}

/** Mail goes to a server, or into files of DATA_DIR/outbox. */
export type MailConfig = { sender: string; way: SmtpConfig | { kind: 'outbox'; why: string } }

const defaultSender = 'KernelCI bot <bot@kernelci.org>'

/**
 * @param whyNot nothing may leave this machine; null when it may
 * @throws ConfigError
 */
export function mailConfig(env: Env, whyNot: string | null): MailConfig {
  const sender = text(env, 'EMAIL_FROM', defaultSender)
  if (!isMailbox(sender)) {
    throw new ConfigError('EMAIL_FROM', `expected an address such as ${defaultSender}`)
  }
  // read in any case, so that a mistake shows before it matters
  const smtp = smtpConfig(env)
  const why = whyNotOutside(env, whyNot)
  return { sender, way: why === null ? smtp : { kind: 'outbox', why } }
}

/** One address, bare or in angle brackets behind a name: what mails are told when they are sent. */
function isMailbox(sender: string): boolean {
  const unquoted = sender.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')
  const address = /^[^<>]*<([^<>]+)>$/.exec(unquoted)?.[1] ?? unquoted
  return mailbox.test(address.trim())
}

function smtpConfig(env: Env): SmtpConfig {
  const serverPort = integer(env, 'EMAIL_PORT', 587, { min: 1, max: 65_535 })
  const user = text(env, 'EMAIL_HOST_USER', 'bot@kernelci.org')
  const password = secretText(env, 'EMAIL_HOST_PASSWORD', 'EMAIL_HOST_PASSWORD_FILE') ?? ''
  return {
    kind: 'smtp',
    host: host(env, 'EMAIL_HOST', 'smtp.gmail.com'),
    port: serverPort,
    encryption: encryption(env, serverPort),
    login: user === '' || password === '' ? null : { user, password },
    timeoutMs: 1_000 * integer(env, 'EMAIL_TIMEOUT', 30, { min: 1, max: 600 }),
    connections: integer(env, 'EMAIL_CONNECTIONS', 2, { min: 1, max: 50 }),
    perMinute: integer(env, 'EMAIL_PER_MINUTE', 60, { min: 1, max: 100_000 }),
  }
}

/** Port 465 is for TLS from the first byte, unless somebody says otherwise. */
function encryption(env: Env, serverPort: number): MailEncryption {
  if (flag(env, 'EMAIL_USE_SSL', serverPort === 465)) {
    if (flag(env, 'EMAIL_USE_TLS', false)) {
      throw new ConfigError('EMAIL_USE_SSL', 'give either this or EMAIL_USE_TLS, not both')
    }
    return 'tls'
  }
  return flag(env, 'EMAIL_USE_TLS', true) ? 'starttls' : 'none'
}

/** Of the reference's ways those that send nothing; `smtp` and `outbox` are our words. */
const outboxBackends = new Set(['outbox', 'console', 'filebased', 'locmem', 'dummy'])

function whyNotOutside(env: Env, whyNot: string | null): string | null {
  const backend = text(env, 'EMAIL_BACKEND', 'smtp')
  const word = /^django\.core\.mail\.backends\.(\w+)\.EmailBackend$/.exec(backend)?.[1] ?? backend
  if (word !== 'smtp' && !outboxBackends.has(word)) {
    throw new ConfigError('EMAIL_BACKEND', `expected smtp or outbox, got "${backend}"`)
  }
  if (word !== 'smtp') return `EMAIL_BACKEND is ${word}`
  if (whyNot !== null) return whyNot
  const server = ['EMAIL_HOST', 'EMAIL_HOST_PASSWORD', 'EMAIL_HOST_PASSWORD_FILE'] as const
  return server.some((name) => env.has(name)) ? null : 'no EMAIL_HOST is given'
}
