import { loadConfig } from '../../config/config.ts'
import { readEnv } from '../../config/env.ts'
import type { NotifyConfig } from '../../config/notify-config.ts'
import type { QueueName } from '../../notify/delivery/queue/delivery-queue.ts'
import { type Announce, announcer } from '../../notify/delivery/notices/announce.ts'

/** Settings of who may tell somebody outside. */
function tellingConfig(env: Record<string, string>): NotifyConfig {
  const outside = { NOTIFICATIONS_ENABLED: 'true', INSTANCE: 'production' }
  return loadConfig(readEnv({ ...outside, ...env })).notify
}

/** The key that signs is all sevens. */
export const webhookKey = Buffer.alloc(32, 7)

/** Both channels, at an address of this machine. */
export function bothChannels(
  base: string,
): Record<'DISCORD_WEBHOOK_URL' | 'WEBHOOK_URL' | 'WEBHOOK_SECRET', string> {
  return {
    DISCORD_WEBHOOK_URL: `${base}/api/webhooks/1/secret-token`,
    WEBHOOK_URL: `${base}/hook`,
    WEBHOOK_SECRET: `whsec_${webhookKey.toString('base64')}`,
  }
}

/** Writes into the ledger; the queue is a list. */
export function announceInto(
  queued: { queue: QueueName; id: number }[],
  env: Record<string, string>,
): Announce {
  return announcer(tellingConfig(env), {
    add: async (_, queue, id) => void queued.push({ queue, id }),
  })
}
