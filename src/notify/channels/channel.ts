import type { ChannelName } from '../../store/app/tables/notice.ts'
import type { Event } from '../events/event.ts'

export type { ChannelName }

/** The names of all channels. */
export const channelNames = ['discord', 'webhook'] as const satisfies readonly ChannelName[]

/** What became of an attempt. */
export type ChannelAnswer =
  | { readonly kind: 'delivered' }
  /** Too much was sent; the channel takes nothing for so long. */
  | { readonly kind: 'limited'; readonly waitMs: number }
  /** Another attempt is of no use. */
  | { readonly kind: 'refused'; readonly problem: string }
  /** @param isAnswerLost nobody knows whether it arrived */
  | { readonly kind: 'failed'; readonly problem: string; readonly isAnswerLost: boolean }

/** A way by which people or programs are told of events. */
export type Channel = {
  readonly name: ChannelName
  /** How long nothing may be sent, in milliseconds, because the other side said so. */
  readonly waitMs: () => number
  /** Makes one attempt. Never throws for what the other side says or does; neither problem names its address. */
  readonly send: (event: Event, signal: AbortSignal) => Promise<ChannelAnswer>
}
