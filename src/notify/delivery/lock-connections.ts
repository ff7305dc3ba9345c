import pg from 'pg'
import type { Logger } from '../../platform/log/log.ts'
import { clientConfig } from '../../store/app/connection/client-config.ts'
import { sessionOf } from '../../store/app/connection/pool-client.ts'
import { defaultIdleInTransactionMs } from '../../store/app/connection/session-settings.ts'
import type { OpenDatabase } from '../../store/app/database.ts'
import { OpenConnections } from '../../store/app/connection/open-connections.ts'

/** Two mails, two notices to a webhook and one to Discord, and of each kind one that a killed process was at. */
const atOnceMax = 8
const connectMs = 10_000

/**
 * Connections whose sessions hold the locks of what is being sent (`oneProcessAtATime`), for as long as the other side takes. They are not
 * those of the process: whoever has one would wait for a second to write down what became of it, and with a pool of two nothing
 * was ever sent; and a slow mail server took those that requests wait for.
 */
export function lockConnections(
  { url, applicationName, abandoned }: Pick<OpenDatabase, 'url' | 'applicationName' | 'abandoned'>,
  log: Pick<Logger, 'warn'>,
): AsyncDisposable & { readonly pool: pg.Pool } {
  const connections = new OpenConnections()
  const timeouts = { statementMs: 0, idleInTransactionMs: defaultIdleInTransactionMs }
  const pool = new pg.Pool({
    ...clientConfig(url, `${applicationName} locks`),
    Client: connections.Client,
    max: atOnceMax,
    connectionTimeoutMillis: connectMs,
    // awaited, whatever the types say
    onConnect: (client) => sessionOf(client).openSession(timeouts, connectMs),
  })
  pool.on('error', ({ message }) => log.warn({ reason: message }, 'lost a connection of a lock'))
  const cutting = connections.cutWhen(abandoned)
  return {
    pool,
    [Symbol.asyncDispose]: async () => {
      await pool.end()
      cutting[Symbol.dispose]()
    },
  }
}
