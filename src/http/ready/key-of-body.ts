import { hash } from 'node:crypto'

/** Under which an answer is kept: for each body that may come with the same address; null is none. */
export type KeyOfBody = (body: Buffer | null) => string

/** A longer body is not kept to be known again, in bytes: the door knows thousands of addresses. */
const mostKeptBytes = 2048

/**
 * Keys of what is asked for at one address. Without a body it is ready, for the door wants it at every request; of
 * bodies the latest is known again, as whoever watches a page asks for the same.
 *
 * @param address all that an answer depends on beside the body, in lines of a fixed number
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
