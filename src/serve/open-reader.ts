import type { Context } from '../context.ts'
import { parsePostgresAddress } from '../platform/postgres-address/postgres-address.ts'
import type { ReadDatabase } from '../read/database.ts'
import type { DataVersion } from '../read/versions/data-version.ts'
import { openDatabase } from '../store/app/database.ts'
import { followReplica } from '../store/app/replicas/follow-replica.ts'
import { Replica } from '../store/app/replicas/replica.ts'
import { replicatedReader } from '../store/app/replicas/replicated-reader.ts'
import { createReplicaMetrics } from './replica-metrics.ts'

/** Where answers are read. */
export type Reader = { db: ReadDatabase; replicas: readonly Replica[] }

/** A replica that gives no connection in this time is not waited for, in milliseconds. */
const connectMs = 1_000

/** The database for readers: replicas where there are any, behind them the primary, which else is all there is. */
export function openReader(
  context: Context,
  version: DataVersion,
  stack: AsyncDisposableStack,
): Reader {
  const { config, database, metrics } = context
  if (config.replicaUrls.length === 0) return { db: database.db, replicas: [] }
  const known = () => version.current
  const replicas = config.replicaUrls.map((url) => openReplica(context, url, known, stack))
  const { onPrimary } = createReplicaMetrics(metrics, replicas)
  return { db: replicatedReader({ primary: database, replicas, known, onPrimary }), replicas }
}

function openReplica(
  { config, database, log }: Context,
  url: string,
  known: () => DataVersion['current'],
  stack: AsyncDisposableStack,
): Replica {
  const { host, port } = parsePostgresAddress(url)
  const replica = new Replica(`${host}:${port}`)
  const { applicationName } = database
  const ending = new AbortController()
  const following = followReplica({
    replica,
    url,
    applicationName,
    known,
    open: (settledUrl) =>
      openDatabase({
        url: settledUrl,
        applicationName,
        poolSize: config.poolSize,
        acquireTimeoutMs: Math.min(connectMs, config.connectTimeoutMs),
        statementTimeoutMs: config.statementTimeoutMs,
        onIdleError: ({ message }) =>
          log.debug({ reason: message }, 'lost a connection to a replica'),
      }),
    log,
    signal: ending.signal,
  })
  stack.defer(async () => {
    ending.abort()
    await following
    await replica.database?.[Symbol.asyncDispose]()
  })
  return replica
}
