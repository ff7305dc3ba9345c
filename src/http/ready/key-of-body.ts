import { hash } from 'node:crypto'

/** Under which an answer is kept: for each body that may come with the same address; null is none. */
export type KeyOfBody = (body: Buffer | null) => string

/**
 * Keys of what is asked for at one address. Without a body it is ready, for the door wants it at every request.
 *
 * @param address all that an answer depends on beside the body
 */
export function keysOf(address: string): KeyOfBody {
  const withoutBody = hash('sha256', address, 'base64url')
  return (body) => {
    if (body === null) return withoutBody
    return hash('sha256', `${address}\n${hash('sha256', body, 'base64url')}`, 'base64url')
  }
}
