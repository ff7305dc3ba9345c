import type { Transaction } from 'kysely'
import type { ChannelConfigs } from '../../../config/channel-config.ts'
import type { NotifyConfig } from '../../../config/notify-config.ts'
import type { Database } from '../../../store/app/schema/database-types.ts'
import type { ChannelName } from '../../channels/channel.ts'
import type { Event } from '../../events/event.ts'
import { hideInData, secretsHider } from '../../events/hide-secrets.ts'
import type { DeliveryQueue } from '../queue/delivery-queue.ts'
import { recordNotice } from './ledger/record-notice.ts'

/**
 * Writes down who is to be told of an event, in the transaction that makes it so: it is told if that is
 * committed, and not otherwise. An event that was announced before changes nothing.
 */
export type Announce = (tx: Transaction<Database>, event: Event) => Promise<void>

/** Puts what channels are to be told into ledger and queue, without secrets. */
export function announcer(
  { channels, secrets }: Pick<NotifyConfig, 'channels' | 'secrets'>,
  queue: Pick<DeliveryQueue, 'add'>,
): Announce {
  const hide = secretsHider(secrets)
  return async (tx, event) => {
    const hearing = whoHears(channels, event)
    if (hearing.length === 0) return
    const data = hideInData(event.data, (text) => hide(storable(text)))
    for (const channel of hearing) {
      const id = await recordNotice(tx, channel, { ...event, data } as Event)
      if (id !== undefined) await queue.add(tx, channel, id)
    }
  }
}

/** What PostgreSQL takes: no NUL, no half of a surrogate pair. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', ' ')
}

function whoHears({ discord, webhook }: ChannelConfigs, event: Event): ChannelName[] {
  const channels: ChannelName[] = []
  if (discord.kind === 'discord' && isForDiscord(event, discord.reports)) channels.push('discord')
  if (webhook.kind === 'webhook' && webhook.events.includes(event.type)) channels.push('webhook')
  return channels
}

/** What happens to a process it posts itself: the database may be what it is about (troubles/). */
const toldByProcesses = new Set(['server.error', 'ingest.refused', 'ingest.halted'])

function isForDiscord(event: Event, reports: readonly string[]): boolean {
  if (event.type === 'report.told') return reports.includes(event.data.kind)
  return !toldByProcesses.has(event.type)
}
