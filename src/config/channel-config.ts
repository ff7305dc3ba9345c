import { ConfigError } from './config-error.ts'
import type { Env } from './env.ts'
import type { VariableName } from './known/known-variables.ts'
import { secretText } from './secret-text.ts'
import { type EventType, eventTypes, type ReportKind, reportKinds } from './tellable.ts'
import { jsonList } from './variables.ts'

/** Nothing goes there, and why not. */
type Silent = { kind: 'silent'; why: string }

export type DiscordConfig = {
  kind: 'discord'
  /** A secret: whoever knows it can post. */
  url: string
  /** Reports that are posted there as well. */
  reports: readonly ReportKind[]
}

export type WebhookConfig = {
  kind: 'webhook'
  /** A secret: it may hold a token. */
  url: string
  /** With each of which requests are signed: two while a new one takes over from an old one. */
  keys: readonly Buffer[]
  /** What it is told of. */
  events: readonly EventType[]
}

/** Where people and programs are told of what needs somebody, beside mail. */
export type ChannelConfigs = { discord: DiscordConfig | Silent; webhook: WebhookConfig | Silent }

/**
 * @param whyNot nothing may leave this machine; null when it may
 * @throws ConfigError, which holds no secret
 */
export function channelConfigs(env: Env, whyNot: string | null): ChannelConfigs {
  // read in any case, so that a mistake shows before it matters
  const discord = discordConfig(env)
  const webhook = webhookConfig(env)
  const silent = (why: string): Silent => ({ kind: 'silent', why })
  return {
    discord: discord === null ? silent('no DISCORD_WEBHOOK_URL is given') : discord,
    webhook: webhook === null ? silent('no WEBHOOK_URL is given') : webhook,
    ...(whyNot === null ? {} : { discord: silent(whyNot), webhook: silent(whyNot) }),
  }
}

function discordConfig(env: Env): DiscordConfig | null {
  const reports = words(env, 'DISCORD_REPORTS', reportKinds, [])
  const url = secretAddress(env, 'DISCORD_WEBHOOK_URL', 'DISCORD_WEBHOOK_URL_FILE')
  return url === null ? null : { kind: 'discord', url, reports }
}

function webhookConfig(env: Env): WebhookConfig | null {
  const events = words(env, 'WEBHOOK_EVENTS', eventTypes, eventTypes)
  const url = secretAddress(env, 'WEBHOOK_URL', 'WEBHOOK_URL_FILE')
  const secret = secretText(env, 'WEBHOOK_SECRET', 'WEBHOOK_SECRET_FILE')
  const keys = secret?.trim().split(/\s+/).map(keyOf) ?? []
  if (url === null) return null
  if (keys.length === 0) throw new ConfigError('WEBHOOK_SECRET', 'is needed with WEBHOOK_URL')
  return { kind: 'webhook', url, keys, events }
}

/** 24 to 64 bytes, as Standard Webhooks writes keys. */
function keyOf(secret: string): Buffer {
  const [, base64 = ''] = /^whsec_([\w+/-]+={0,2})$/.exec(secret) ?? []
  const key = Buffer.from(base64, 'base64')
  if (key.length >= 24 && key.length <= 64) return key
  throw new ConfigError(
    'WEBHOOK_SECRET',
    'expected whsec_ and 24 to 64 random bytes in base64: `treeline env generate` proposes one',
  )
}

/** The message never shows what was given. */
function secretAddress(env: Env, name: VariableName, fileName: VariableName): string | null {
  const given = secretText(env, name, fileName)
  if (given === undefined) return null
  const url = URL.parse(given.trim())
  const isUsable =
    url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.hash === ''
  if (!isUsable) throw new ConfigError(name, 'expected an address that begins with https://')
  return url.href
}

function words<Word extends string>(
  env: Env,
  name: VariableName,
  known: readonly Word[],
  fallback: readonly Word[],
): readonly Word[] {
  const isKnown = (word: string): word is Word => known.some((each) => each === word)
  const given = jsonList(env, name, fallback)
  const unknown = given.find((word) => !isKnown(word))
  if (unknown === undefined) return given.filter(isKnown)
  throw new ConfigError(name, `expected a JSON list of ${known.join(', ')}, got "${unknown}"`)
}
