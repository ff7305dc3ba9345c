import type { DiscordConfig } from '../../../config/channel-config.ts'
import type { GuardedClient } from '../../../platform/guarded-fetch/guarded-client.ts'
import { isJsonObject } from '../../../platform/json/json-object.ts'
import { askedWaitMs, boundedWaitMs, secondsOf } from '../asked-wait.ts'
import type { Channel, ChannelAnswer } from '../channel.ts'
import { Pause } from '../pause.ts'
import { type Posted, postJson } from '../post-json.ts'
import { composeMessage } from './compose-message.ts'

type DiscordChannelOptions = {
  config: DiscordConfig
  client: Pick<GuardedClient, 'fetch'>
  /** Where links into the dashboard begin. */
  links: string
}

/** Where Discord says too often without saying for how long, in milliseconds. */
const usualWaitMs = 5_000

/**
 * Posts to a channel of Discord. When it says that it was too often, or that the next would be, nothing is
 * posted until the time that it names, whichever limit it was
 * (https://docs.discord.com/developers/topics/rate-limits).
 */
export function discordChannel({ config, client, links }: DiscordChannelOptions): Channel {
  const pause = new Pause()
  let last: Promise<unknown> = Promise.resolve()
  // it answers when the message is there, and not before
  const url = new URL(config.url)
  url.searchParams.set('wait', 'true')
  return {
    name: 'discord',
    waitMs: () => pause.leftMs,
    // one after the other: a second one under way would not know what the first was told
    send: (event, signal) => {
      const body = JSON.stringify(composeMessage(event, links))
      const sent = last.then(() => post(body, signal))
      last = sent.catch(() => {})
      return sent
    },
  }

  async function post(body: string, signal: AbortSignal): Promise<ChannelAnswer> {
    if (pause.leftMs > 0) return { kind: 'limited', waitMs: pause.leftMs }
    const wish = { url: url.href, purpose: 'discord', headers: {}, body, signal }
    return postJson(client, wish, (posted) => {
      const waitMs = waitAfter(posted)
      pause.extend(waitMs)
      return answerOf(posted.status, waitMs)
    })
  }
}

/** Until when nothing is to be posted, in milliseconds. */
function waitAfter({ status, headers, text }: Posted): number {
  if (status === 429) {
    const ofBody = secondsOf(retryAfterIn(text))
    const asked = [askedWaitMs(headers), ofBody === undefined ? undefined : ofBody * 1000]
    const waits = asked.filter((wait) => wait !== undefined)
    return boundedWaitMs(waits.length === 0 ? usualWaitMs : Math.max(...waits))
  }
  const resets = secondsOf(headers['x-ratelimit-reset-after'])
  const isUsedUp = headers['x-ratelimit-remaining'] === '0' && resets !== undefined
  return isUsedUp ? boundedWaitMs(resets * 1000) : 0
}

/** Seconds, in the words of the body; one that was cut or is no JSON says nothing. */
function retryAfterIn(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text)
    return isJsonObject(body) ? body['retry_after'] : undefined
  } catch {
    return undefined
  }
}

function answerOf(status: number, waitMs: number): ChannelAnswer {
  if (status >= 200 && status < 300) return { kind: 'delivered' }
  if (status === 429) return { kind: 'limited', waitMs }
  const problem = `Discord answered with status ${status}`
  // a message that it cannot read, or a webhook that was removed
  if (status >= 400 && status < 500 && status !== 408) return { kind: 'refused', problem }
  return { kind: 'failed', problem, isAnswerLost: false }
}
