import type { IncomingMessage } from 'node:http'

/** Where the adapter of the framework looks for a body that was read already. */
type WithBody = { rawBody?: Buffer }

/**
 * Reads a body that is small, and leaves it for whoever answers the request; null when its client left before all
 * of it had come.
 */
export function readSmallBody(incoming: IncomingMessage & WithBody): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.once('end', () => {
      incoming.rawBody = Buffer.concat(chunks)
      resolve(incoming.rawBody)
    })
    incoming.once('close', () => resolve(null))
  })
}
