import type { Context } from '../context.ts'
import { createHttpApp } from '../http/app.ts'
import { Door } from '../http/door/door.ts'
import { createHttpMetrics } from '../http/http-metrics.ts'
import { startHttpServer } from '../http/server/http-server.ts'
import type { Trouble } from '../notify/troubles/trouble.ts'
import { version } from '../platform/version.ts'
import type { DataVersion } from '../read/versions/data-version.ts'
import { freshnessIfKnown } from './freshness-if-known.ts'
import { openLogs } from './open-logs.ts'
import { openProbeDatabase } from './open-probe-database.ts'
import { openReadyAnswers } from './ready/open-ready-answers.ts'
import { startWarmUp } from './ready/start-warm-up.ts'
import { readinessCheck } from './readiness.ts'
import type { Servers } from './servers.ts'
import { watchRequests } from './telling/watch-requests.ts'

/** The API, and the newest commit that its answers know of. */
export type RunningApi = { url: string; version: DataVersion }

type ApiOptions = {
  roles: readonly string[]
  metricsUrl: string | null
  isLoadingDemoData: () => boolean
  note: (trouble: Trouble) => void
}

/**
 * Starts to answer the API.
 *
 * @throws AddressTaken, ConfigError for an address where it cannot listen
 */
export async function startApi(
  context: Context,
  { roles, metricsUrl, isLoadingDemoData, note }: ApiOptions,
  servers: Servers,
  stack: AsyncDisposableStack,
): Promise<RunningApi> {
  const { config, log, database } = context
  const startedAt = new Date()
  const httpMetrics = watchRequests(createHttpMetrics(context.metrics), note)
  const ready = await openReadyAnswers(context, stack)
  const probed = stack.use(openProbeDatabase(context))
  const door = new Door({ ready, settings: config, log, metrics: httpMetrics })
  const app = createHttpApp({
    db: database.db,
    logs: await openLogs(context),
    ready,
    door,
    settings: config,
    log,
    metrics: httpMetrics,
    readiness: readinessCheck({ database: probed, log }, isLoadingDemoData),
    status: async () => ({
      version,
      roles,
      startedAt,
      metricsUrl,
      freshness: await freshnessIfKnown(context),
    }),
  })
  const address = { host: config.host, port: config.port }
  const limits = { keepAliveMs: config.keepAliveMs }
  const starting = startHttpServer(app, { ...address, limits, door })
  const server = await servers.add(starting, { variable: 'PORT', ...address })
  const { version: newest } = ready
  startWarmUp(context, { app, asked: door, version: newest, requests: httpMetrics }, stack)
  return { url: server.url, version: newest }
}
