import type { Logger } from '../../platform/log/log.ts'
import type { Channel } from '../channels/channel.ts'
import type { NoticeMetrics } from '../delivery/notices/notice-metrics.ts'
import type { Event } from '../events/event.ts'
import { hideInData, type HideSecrets } from '../events/hide-secrets.ts'
import type { TellTrouble } from './tell-troubles.ts'
import { timesOf } from './trouble.ts'

type Surroundings = { metrics: NoticeMetrics; log: Pick<Logger, 'warn'>; hide: HideSecrets }

/** Tells a channel at once, without the database, which may be what the trouble is about. */
export function postTrouble(channel: Channel, { metrics, log, hide }: Surroundings): TellTrouble {
  return async (event, signal) => {
    if (channel.waitMs() > 0) return false
    const harmless = { ...event, data: hideInData(event.data, hide) } as Event
    const answer = await channel.send(harmless, signal)
    metrics.attempted(channel.name, answer)
    if (answer.kind === 'delivered') return true
    const isHopeless = answer.kind === 'refused'
    if (answer.kind !== 'limited') {
      const { problem } = answer
      log.warn({ type: event.type, channel: channel.name, problem }, 'an error was not told')
    }
    if (isHopeless) metrics.dropped(channel.name, timesOf(event))
    return isHopeless
  }
}
