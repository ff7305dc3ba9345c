import type { Generated } from 'kysely'
import type { Timestamp } from '../values/timestamp.ts'

/** Where it is told. */
export type ChannelName = 'discord' | 'webhook'

/** Names of docs/operations/webhook.md#events. */
export type NoticeData = { readonly [name: string]: unknown }

export type NoticeState = 'queued' | 'sent' | 'failed' | 'dropped'

/** Something that happened, told by a way other than mail (docs/operations/notifications.md#the-ledger). */
export type NoticeRow = {
  /** Counts up. */
  id: Generated<number>
  /** `discord` or `webhook`. */
  channel: ChannelName
  /** What happened, the same for every attempt: what its receiver knows it by. */
  event_id: string
  /** What kind of thing (docs/operations/webhook.md#events). */
  type: string
  /** When it happened. */
  happened_at: Timestamp
  /** What is known of it; no secrets. */
  data: NoticeData
  /** `queued`, `sent`, `failed` (given up), or `dropped`: nobody has to be told any more. */
  state: Generated<NoticeState>
  /** When it was written down. */
  found_at: Generated<Timestamp>
  /** How often it was tried. */
  attempts: Generated<number>
  /** When a process began to send it that has not said yet how that went; null otherwise. */
  sending_since: Timestamp | null
  /** How often nobody knows whether it arrived, so that it may arrive twice under one event id. */
  answers_lost: Generated<number>
  /** What was wrong with the last attempt. */
  problem: string | null
  /** When it was sent, given up or dropped. */
  settled_at: Timestamp | null
}
