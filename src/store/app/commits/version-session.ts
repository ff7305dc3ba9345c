import { clientConfig } from '../connection/client-config.ts'
import { PoolClient } from '../connection/pool-client.ts'
import { lineOfHistory } from './line-of-history.ts'
import { datasetOf, newestCommit, newestCommitSql } from './newest-commit.ts'
import { versionChannel } from './version-channel.ts'

export type VersionSessionOptions = {
  url: string
  /** Shown in `pg_stat_activity`. */
  applicationName: string
  /** A server that says nothing for so long is away, also before it lets anybody in; in milliseconds. */
  silenceMs: number
  /** Aborted: waits for the server no longer. */
  signal: AbortSignal
  /** Told of every commit that PostgreSQL tells of, by its number. */
  onVersion: (version: number) => void
  /** Told once when the connection is gone. */
  onLost: () => void
}

/** What a look at the versions finds. */
export type SeenVersion = {
  /** The number of the newest commit (rollup.md 7). */
  version: number
  /**
   * Which data the number belongs to: another cluster, another line of its history, another database or a
   * table that was replaced counts from somewhere else.
   */
  dataset: string
}

/** A connection of its own that hears of every commit; whoever opens it disposes of it. */
export type VersionSession = AsyncDisposable & { look: () => Promise<SeenVersion> }

/**
 * Connects and listens. Behind a pooler in transaction mode nothing is heard, and looking is all there is.
 *
 * @throws the error of the driver
 */
export async function openVersionSession(options: VersionSessionOptions): Promise<VersionSession> {
  const { url, applicationName, silenceMs, signal, onVersion, onLost } = options
  const client = new PoolClient(clientConfig(url, applicationName))
  client.on('notification', ({ channel, payload }) => {
    if (channel === versionChannel) onVersion(Number(payload))
  })
  client.once('end', onLost)
  const stop = () => client.cut()
  // one that is frozen, or a proxy before none, takes connections and says nothing
  const late = setTimeout(stop, silenceMs)
  signal.addEventListener('abort', stop, { once: true })
  try {
    signal.throwIfAborted()
    await client.connect()
    await client.openSession({ statementMs: silenceMs, idleInTransactionMs: silenceMs }, silenceMs)
    client.endAfterSilence(silenceMs)
    await client.query(`listen ${versionChannel}`)
    const cluster = await clusterOf(client)
    return {
      look: async () => {
        const { rows } = await client.query(newestCommitSql)
        const seen = newestCommit(rows)
        return { version: seen.number, dataset: datasetOf(cluster, seen) }
      },
      [Symbol.asyncDispose]: () => client.end(),
    }
  } catch (error) {
    client.cut()
    throw error
  } finally {
    clearTimeout(late)
    signal.removeEventListener('abort', stop)
  }
}

/** Where nobody says what it is, a restart begins with an empty cache. */
async function clusterOf(client: PoolClient): Promise<string> {
  const line = await lineOfHistory(client)
  return line === undefined ? crypto.randomUUID() : `${line.cluster}:${line.timeline}`
}
