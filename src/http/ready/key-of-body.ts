import { hash } from 'node:crypto'

/** Gives the key under which an answer is kept, for a body that came with an address; null for no body. */
export type KeyOfBody = (body: Buffer | null) => string

/** Longer bodies are hashed each time, in bytes: the door knows thousands of addresses, each with a body. */
const mostKeptBytes = 2048

/**
 * The keys of what is asked for at one address. The key without a body is computed once, because the door needs it at
 * every request. The key of the latest body is remembered, because whoever watches a page sends the same body again.
 *
 * @param address all that an answer depends on beside the body, as a fixed number of lines
 */
export function keysOf(address: string): KeyOfBody {
  const withoutBody = hash('sha256', address, 'base64url')
  let latest: { text: string; key: string } | undefined
  return (body) => {
    if (body === null) return withoutBody
    // a character for each byte
    const text = body.toString('latin1')
    if (latest?.text === text) return latest.key
    const key = hash('sha256', `${address}\n${text}`, 'base64url')
    if (text.length <= mostKeptBytes) latest = { text, key }
    return key
  }
}
