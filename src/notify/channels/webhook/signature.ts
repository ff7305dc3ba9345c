import { createHmac } from 'node:crypto'

export type Signed = {
  id: string
  /** Seconds since 1970: of the attempt, not of the event. */
  timestamp: number
  body: string
}

/**
 * Headers by which the other side knows that a request is ours, new, and which event it is, as Standard Webhooks
 * has them (https://www.standardwebhooks.com): libraries check them in most languages.
 */
export function signedHeaders(keys: readonly Buffer[], { id, timestamp, body }: Signed) {
  const signatures = keys.map((key) => {
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`)
    return `v1,${signature.digest('base64')}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  }
}
