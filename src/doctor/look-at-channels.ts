import type { ChannelConfigs, DiscordConfig, WebhookConfig } from '../config/channel-config.ts'
import { errorMessage } from '../platform/errors/error-message.ts'
import { failure, fine, type Finding, warning } from './finding.ts'

/** Asks those who are told of errors. Both throw what is wrong, without an address. */
export type AskChannels = {
  /** What the webhook is called; nothing is posted. */
  nameOnDiscord: (discord: DiscordConfig) => Promise<string>
  /** Sends a signed event that tells of nothing. */
  pingWebhook: (webhook: WebhookConfig) => Promise<void>
}

/** Who is told of errors, or that nobody is. Addresses are secrets; a host is none. */
export function lookAtChannels({ discord, webhook }: ChannelConfigs): Finding[] {
  return [
    ...(discord.kind === 'discord' ? lookAtDiscord(discord) : [fine('discord', silent(discord))]),
    ...(webhook.kind === 'webhook' ? lookAtWebhook(webhook) : [fine('webhook', silent(webhook))]),
  ]
}

/** Whether they are there. */
export async function askChannels(
  { discord, webhook }: ChannelConfigs,
  { nameOnDiscord, pingWebhook }: AskChannels,
): Promise<Finding[]> {
  return [
    ...(discord.kind === 'discord' ? [await askDiscord(() => nameOnDiscord(discord))] : []),
    ...(webhook.kind === 'webhook' ? [await askWebhook(() => pingWebhook(webhook))] : []),
  ]
}

function silent({ why }: { why: string }): string {
  return `is told nothing: ${why}`
}

function lookAtDiscord({ url, reports }: DiscordConfig): Finding[] {
  const { host, hostname, pathname, protocol } = new URL(url)
  const isDiscord = /^(?:[\w-]+\.)?discord(?:app)?\.com$/.test(hostname) && protocol === 'https:'
  const isWebhook = /^\/api\/(?:v\d+\/)?webhooks\/\d+\/[\w-]+$/.test(pathname)
  if (isDiscord && isWebhook) {
    const posted = reports.length === 0 ? '' : `, and ${reports.join(', ')} reports`
    return [fine('discord', `is told of errors${posted}, at ${host}`)]
  }
  return [
    warning(
      'discord',
      isDiscord ? 'the path is not that of a webhook' : `${host} is not a host of Discord`,
      'copy the address of the webhook anew: Edit Channel, Integrations, Webhooks',
    ),
  ]
}

function lookAtWebhook({ url, events }: WebhookConfig): Finding[] {
  const { host, hostname, protocol } = new URL(url)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  if (protocol === 'https:' || isHere) {
    return [fine('webhook', `${host} is told of ${events.join(', ')}`)]
  }
  return [
    warning('webhook', `${host} is told everything unencrypted`, 'give an address with https://'),
  ]
}

async function askDiscord(name: () => Promise<string>): Promise<Finding> {
  try {
    return fine('discord webhook', `is there, and called "${await name()}"`)
  } catch (error) {
    const advice = 'let this host reach Discord, or make a new webhook for DISCORD_WEBHOOK_URL'
    return failure('discord webhook', errorMessage(error), advice)
  }
}

async function askWebhook(ping: () => Promise<void>): Promise<Finding> {
  try {
    await ping()
    return fine('webhook ping', 'was taken, signed')
  } catch (error) {
    const advice = 'check WEBHOOK_URL and WEBHOOK_SECRET, on both sides; the other log may say why'
    return failure('webhook ping', errorMessage(error), advice)
  }
}
