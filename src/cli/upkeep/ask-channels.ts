import { randomUUID } from 'node:crypto'
import type { AskChannels } from '../../doctor/look-at-channels.ts'
import { channelClient } from '../../notify/channels/channel-client.ts'
import { nameOnDiscord } from '../../notify/channels/discord/name-on-discord.ts'
import { pingWebhook } from '../../notify/channels/webhook/webhook-channel.ts'
import { problemOf } from '../../notify/delivery/notices/ledger/record-notice-attempt.ts'
import type { FetchMetrics } from '../../platform/guarded-fetch/fetch-metrics.ts'

/** How `doctor --live` asks Discord and the webhook. */
export function askingChannels(metrics: FetchMetrics, signal: AbortSignal): AskChannels {
  return {
    nameOnDiscord: (config) => nameOnDiscord(config, channelClient(config.url, metrics), signal),
    pingWebhook: async (config) => {
      const options = { config, client: channelClient(config.url, metrics) }
      const problem = problemOf(await pingWebhook(options, `ping_${randomUUID()}`, signal))
      if (problem !== null) throw new Error(problem)
    },
  }
}
