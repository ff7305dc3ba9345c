import type { WebhookConfig } from '../../../config/channel-config.ts'
import type { GuardedClient } from '../../../platform/guarded-fetch/guarded-client.ts'
import { describedEvent } from '../../events/described-event.ts'
import { askedWaitMs } from '../asked-wait.ts'
import type { Channel, ChannelAnswer } from '../channel.ts'
import { Pause } from '../pause.ts'
import { type Posted, postJson } from '../post-json.ts'
import { signedHeaders } from './signature.ts'

type WebhookChannelOptions = {
  config: WebhookConfig
  client: Pick<GuardedClient, 'fetch'>
  now?: () => number
}

/** Tells a program, by signed requests. */
export function webhookChannel(options: WebhookChannelOptions): Channel {
  const pause = new Pause()
  return {
    name: 'webhook',
    waitMs: () => pause.leftMs,
    send: (event, signal) => {
      const { id, type, at: timestamp, data } = event
      const summary = describedEvent(event).title
      const body = JSON.stringify({ type, timestamp, summary, data })
      return postSigned(options, { id, body, signal }, (posted) => {
        const answer = answerOf(posted)
        if (answer.kind === 'limited') pause.extend(answer.waitMs)
        return answer
      })
    },
  }
}

/** Sends what tells of nothing, to see whether the other side takes what we sign. */
export function pingWebhook(
  options: WebhookChannelOptions,
  id: string,
  signal: AbortSignal,
): Promise<ChannelAnswer> {
  const timestamp = new Date(options.now?.() ?? Date.now()).toISOString()
  const body = JSON.stringify({ type: 'ping', timestamp, summary: 'A test of doctor', data: {} })
  return postSigned(options, { id, body, signal }, answerOf)
}

function postSigned(
  { config, client, now = Date.now }: WebhookChannelOptions,
  { id, body, signal }: { id: string; body: string; signal: AbortSignal },
  answered: (posted: Posted) => ChannelAnswer,
): Promise<ChannelAnswer> {
  const headers = signedHeaders(config.keys, { id, timestamp: Math.floor(now() / 1000), body })
  return postJson(client, { url: config.url, purpose: 'webhook', headers, body, signal }, answered)
}

/** Only who is gone for good is not asked again: what else is wrong may be mended within the days of the retries. */
function answerOf({ status, headers }: Posted): ChannelAnswer {
  if (status >= 200 && status < 300) return { kind: 'delivered' }
  const problem = `it answered with status ${status}`
  if (status === 410) return { kind: 'refused', problem }
  const waitMs = askedWaitMs(headers)
  if (waitMs !== undefined && (status === 429 || status === 503)) return { kind: 'limited', waitMs }
  return { kind: 'failed', problem, isAnswerLost: false }
}
