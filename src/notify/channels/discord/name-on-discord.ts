import type { DiscordConfig } from '../../../config/channel-config.ts'
import type { GuardedClient } from '../../../platform/guarded-fetch/guarded-client.ts'
import { isJsonObject } from '../../../platform/json/json-object.ts'

/**
 * What a webhook is called on Discord; nothing is posted.
 *
 * @throws an error that names no address: FetchError, or what Discord answered
 */
export async function nameOnDiscord(
  { url }: Pick<DiscordConfig, 'url'>,
  client: Pick<GuardedClient, 'fetch'>,
  signal: AbortSignal,
): Promise<string> {
  using answer = await client.fetch(url, { purpose: 'discord', signal, maxBytes: 65_536 })
  if (answer.status !== 200) throw new Error(`Discord answers with status ${answer.status}`)
  const text = Buffer.concat(await Array.fromAsync(answer.body)).toString()
  const webhook = webhookIn(text)
  if (typeof webhook !== 'string') throw new Error('what answers there is no webhook of Discord')
  return webhook
}

function webhookIn(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text)
    return isJsonObject(body) ? (body['name'] ?? 'nothing') : undefined
  } catch {
    return undefined
  }
}
