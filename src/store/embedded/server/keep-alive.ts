import { setTimeout as sleep } from 'node:timers/promises'
import { errorMessage } from '../../../platform/errors/error-message.ts'
import { clientConfig } from '../../app/connection/client-config.ts'
import { PoolClient } from '../../app/connection/pool-client.ts'
import type { EmbeddedLog } from '../embedded-log.ts'
import { serverUrl, type ServerAddress } from './server-address.ts'

const connectTimeoutMs = 5000
/** How long the server may take to close a session, in milliseconds. */
const farewellMs = 1_000
const pauseMsMin = 100
const pauseMsMax = 5000

export type KeepAliveOptions = {
  address: ServerAddress
  /** Finds the server, or starts it again. */
  revive: () => Promise<unknown>
  log: EmbeddedLog
  signal: AbortSignal
}

/**
 * Keeps a connection open to notice when the server dies (by a `kill -9`, or when memory runs out), and starts it again.
 * Resolves when aborted.
 */
export async function keepServerAlive(options: KeepAliveOptions): Promise<void> {
  const { address, revive, log, signal } = options
  let pauseMs = pauseMsMin
  while (!signal.aborted) {
    if (await holdSession(address, signal)) pauseMs = pauseMsMin
    if (signal.aborted) return
    log.warn({}, 'the connection to the embedded database was lost')
    await sleep(pauseMs, undefined, { signal }).catch(() => {})
    if (signal.aborted) return
    pauseMs = Math.min(pauseMs * 2, pauseMsMax)
    await revive().then(
      () => log.info({}, 'the embedded database is there'),
      (error: unknown) =>
        log.error(
          { reason: errorMessage(error) },
          'the embedded database could not be brought back',
        ),
    )
  }
}

/** Connects and waits until the connection ends. Returns false when it could not connect. */
async function holdSession(address: ServerAddress, signal: AbortSignal): Promise<boolean> {
  const client = new PoolClient({
    ...clientConfig(serverUrl(address, 'postgres'), 'treeline keep-alive'),
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
  })
  const ended = Promise.withResolvers<void>()
  client.on('error', () => {})
  client.on('end', () => ended.resolve())
  const close = () => {
    client.end().catch(() => {})
    // a frozen server does not see that the session ends
    setTimeout(() => client.connection.stream.destroy(), farewellMs).unref()
  }
  try {
    await client.connect()
  } catch {
    close()
    return false
  }
  if (signal.aborted) close()
  else signal.addEventListener('abort', close, { once: true })
  await ended.promise
  signal.removeEventListener('abort', close)
  return true
}
