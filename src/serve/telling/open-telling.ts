import type { Context } from '../../context.ts'
import { type OpenChannels, openChannels } from '../../notify/channels/open-channels.ts'
import type { ChannelName } from '../../notify/channels/channel.ts'
import { createNoticeMetrics } from '../../notify/delivery/notices/notice-metrics.ts'
import { secretsHider } from '../../notify/events/hide-secrets.ts'
import { postTrouble } from '../../notify/troubles/post-trouble.ts'
import { recordTrouble } from '../../notify/troubles/record-trouble.ts'
import { type TellTrouble, tellTroubles } from '../../notify/troubles/tell-troubles.ts'
import { TroubleCollector } from '../../notify/troubles/trouble-collector.ts'
import type { Trouble } from '../../notify/troubles/trouble.ts'

/** Telling people and programs what goes wrong in a service. */
export type Telling = {
  readonly channels: OpenChannels
  /** Costs next to nothing, and waits for nobody. */
  readonly note: (trouble: Trouble) => void
  /** Until the program is asked to end. */
  readonly run: (signal: AbortSignal) => Promise<void>
}

/** Each channel has a memory of its own: one that is away delays no other. */
export function openTelling(context: Context): Telling {
  const { config, metrics, log, pending } = context
  const channels = openChannels(config.notify, metrics)
  const noticeMetrics = createNoticeMetrics(metrics)
  const memories: { collector: TroubleCollector; tell: TellTrouble }[] = []
  const remember = (channel: ChannelName, tell: TellTrouble) => {
    const dropped = (troubles: number) => noticeMetrics.dropped(channel, troubles)
    memories.push({ collector: new TroubleCollector(dropped), tell })
  }
  if (channels.discord !== null) {
    const hide = secretsHider(config.notify.secrets)
    remember('discord', postTrouble(channels.discord, { metrics: noticeMetrics, log, hide }))
  }
  if (channels.webhook !== null) remember('webhook', recordTrouble(context))
  return {
    channels,
    note: (trouble) => {
      for (const { collector } of memories) collector.note(trouble)
    },
    run: async (signal) => {
      const telling = memories.map((memory) => tellTroubles({ ...memory, log }, signal))
      if (telling.length > 0) {
        await pending.during('errors that somebody is told of', () => Promise.all(telling))
      }
    },
  }
}
