import type { NotifyConfig } from '../../config/notify-config.ts'
import { createFetchMetrics } from '../../platform/guarded-fetch/fetch-metrics.ts'
import type { MetricsRegistry } from '../../platform/metrics/metrics.ts'
import { type Channel, channelNames } from './channel.ts'
import { channelClient } from './channel-client.ts'
import { discordChannel } from './discord/discord-channel.ts'
import { webhookChannel } from './webhook/webhook-channel.ts'

/** Those that are told something; null for one that is not. */
export type OpenChannels = { readonly discord: Channel | null; readonly webhook: Channel | null }

/** Nothing is connected before the first message. Once for a process: what one part was told to wait, all wait. */
export function openChannels(
  { channels, links }: Pick<NotifyConfig, 'channels' | 'links'>,
  registry: MetricsRegistry,
): OpenChannels {
  const metrics = createFetchMetrics(registry, channelNames)
  const { discord, webhook } = channels
  return {
    discord:
      discord.kind === 'silent'
        ? null
        : discordChannel({
            config: discord,
            client: channelClient(discord.url, metrics),
            links,
          }),
    webhook:
      webhook.kind === 'silent'
        ? null
        : webhookChannel({ config: webhook, client: channelClient(webhook.url, metrics) }),
  }
}
