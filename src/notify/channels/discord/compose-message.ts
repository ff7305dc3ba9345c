import type { Event } from '../../events/event.ts'
import { describedEvent } from '../../events/described-event.ts'
import { discordExcerpt, discordLine } from './discord-text.ts'
import { discordLimits } from './discord-limits.ts'

/** What is posted. */
export type DiscordMessage = {
  username: string
  embeds: readonly [DiscordEmbed]
  /** Nobody is called, whatever a text holds. */
  allowed_mentions: { parse: [] }
}

export type DiscordEmbed = {
  title: string
  url?: string
  description?: string
  color: number
  fields: readonly { name: string; value: string; inline: boolean }[]
  footer?: { text: string }
  timestamp: string
}

/** What people read on a telephone; together less than Discord takes of all embeds. */
const most = { facts: 4, label: 50, value: 500, excerpt: 3_000, advice: 200, url: 1_024 }

const colors = { trouble: 0xd8_3a_3a, news: 0x3a_7b_d8 }

/**
 * An event as a message that Discord takes, always the same for the same event.
 *
 * @param links where links into the dashboard begin: the first one of an excerpt becomes that of the title
 */
export function composeMessage(event: Event, links: string): DiscordMessage {
  const { isTrouble, title, facts, excerpt, advice } = describedEvent(event)
  const url = excerpt === undefined ? undefined : firstLink(excerpt, links)
  return {
    username: 'Treeline',
    embeds: [
      {
        title: discordLine(title, discordLimits.title),
        ...(url === undefined ? {} : { url }),
        ...(excerpt === undefined ? {} : { description: discordExcerpt(excerpt, most.excerpt) }),
        color: isTrouble ? colors.trouble : colors.news,
        fields: facts.slice(0, most.facts).map(({ label, value }) => ({
          name: discordLine(label, most.label),
          value: discordLine(value, most.value),
          inline: true,
        })),
        ...(advice === '' ? {} : { footer: { text: discordLine(advice, most.advice) } }),
        timestamp: event.at,
      },
    ],
    allowed_mentions: { parse: [] },
  }
}

function firstLink(text: string, links: string): string | undefined {
  const begins = text.indexOf(`${links}/`)
  if (begins === -1) return undefined
  const [link = ''] = /^[\w:/.?=&%~,;+-]+/.exec(text.slice(begins, begins + most.url)) ?? []
  return link.length < most.url ? link : undefined
}
