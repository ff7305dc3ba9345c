import { once } from 'node:events'
import type { ConnectionOptions } from 'node:tls'
import { agreesToTls, encrypt, type Endpoint, openSocket } from './negotiation.ts'

/** What a server, or the pooler before it, gave a session so that others can cancel its statement. */
export type CancelKey = { processID: number; secretKey: number }

export type CancelTarget = Endpoint & {
  ssl: ConnectionOptions | false
  negotiation: 'postgres' | 'direct'
}

/**
 * Cancels the statement that a session runs, and returns when the request was passed on: what runs on
 * the session afterwards is not hit. Over a connection of its own, as the protocol has it, for which
 * neither password nor free place is needed. Not `pg_cancel_backend`: behind a pooler a session has no
 * process of its own.
 *
 * @throws the error of the system, or the signal's reason
 */
export async function requestCancel(
  { ssl, negotiation, ...endpoint }: CancelTarget,
  key: CancelKey,
  signal: AbortSignal,
): Promise<void> {
  const socket = await openSocket(endpoint, signal)
  try {
    const isEncrypted = ssl !== false && (negotiation === 'direct' || (await agreesToTls(socket)))
    const stream = isEncrypted ? await encrypt(socket, endpoint, ssl) : socket
    stream.write(cancelMessage(key))
    stream.resume()
    await once(stream, 'close')
  } finally {
    socket.destroy()
  }
}

/** `CancelRequest`: length, a number that is no version, process, key. */
function cancelMessage({ processID, secretKey }: CancelKey): Buffer {
  const message = Buffer.alloc(16)
  message.writeInt32BE(16, 0)
  message.writeInt32BE(80_877_102, 4)
  message.writeInt32BE(processID, 8)
  message.writeInt32BE(secretKey, 12)
  return message
}
