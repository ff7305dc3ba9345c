import type { Context } from '../context.ts'
import { createHttpApp } from '../http/app.ts'
import { Door } from '../http/door/door.ts'
import { createHttpMetrics } from '../http/metrics/http-metrics.ts'
import { startHttpServer } from '../http/server/http-server.ts'
import type { Trouble } from '../notify/troubles/trouble.ts'
import { version } from '../platform/process/version.ts'
import { freshnessIfKnown } from './freshness/freshness-if-known.ts'
import { openLogs } from './open-logs.ts'
import { openProbeDatabase } from './open-probe-database.ts'
import { openReader } from './open-reader.ts'
import { followCommits } from './ready/follow-commits.ts'
import { openReadyAnswers } from './ready/open-ready-answers.ts'
import { startWarmUp } from './ready/start-warm-up.ts'
import { readinessCheck } from './readiness.ts'
import type { Servers } from './servers/servers.ts'
import { watchRequests } from './telling/watch-requests.ts'

/** The API, as those see it who work beside it. */
export type RunningApi = {
  url: string
  /** Somebody here has committed: the number of the commit. Resolves when no answer will be older. */
  hear: (commit: number) => Promise<void>
  exampleDataIsLoaded: () => void
}

/** What the API knows of the service that it is a part of. */
export type ApiFacts = {
  roles: readonly string[]
  startedAt: Date
  metricsUrl: string | null
  /** At its start. */
  isLoadingDemoData: boolean
}

/** What the API is started in. */
type ApiSurroundings = {
  /** Is told what somebody has to look at. */
  note: (trouble: Trouble) => void
  servers: Servers
  stack: AsyncDisposableStack
}

/**
 * Starts to answer the API.
 *
 * @throws AddressTaken, ConfigError for an address where it cannot listen
 */
export async function startApi(
  context: Context,
  { isLoadingDemoData, ...facts }: ApiFacts,
  { note, servers, stack }: ApiSurroundings,
): Promise<RunningApi> {
  const { config, log } = context
  let isLoading = isLoadingDemoData
  const httpMetrics = watchRequests(createHttpMetrics(context.metrics), note)
  const commits = followCommits(context, stack)
  const reader = openReader(context, commits, stack)
  const ready = await openReadyAnswers(context, commits, reader.db)
  const probed = stack.use(openProbeDatabase(context))
  const door = new Door({ ready, settings: config, log, metrics: httpMetrics })
  const app = createHttpApp({
    db: reader.db,
    logs: await openLogs(context),
    ready,
    door,
    settings: config,
    log,
    metrics: httpMetrics,
    readiness: readinessCheck(
      { database: probed, replicas: reader.replicas, log },
      () => isLoading,
    ),
    status: async () => ({
      ...facts,
      version,
      freshness: await freshnessIfKnown(context),
    }),
  })
  const address = { host: config.host, port: config.port }
  const limits = { keepAliveMs: config.keepAliveMs }
  const starting = startHttpServer(app, { ...address, limits, door })
  const server = await servers.add(starting, { variable: 'PORT', ...address })
  startWarmUp(context, { app, asked: door, version: ready.version, requests: httpMetrics }, stack)
  return {
    url: server.url,
    hear: async (commit) => ready.version.hear(commit),
    exampleDataIsLoaded: () => {
      isLoading = false
    },
  }
}
