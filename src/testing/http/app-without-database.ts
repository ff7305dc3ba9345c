import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import { createHttpApp } from '../../http/app.ts'
import { Door } from '../../http/door/door.ts'
import type { HttpApp, HttpDependencies, HttpSettings } from '../../http/http-app.ts'
import { createHttpMetrics } from '../../http/metrics/http-metrics.ts'
import { createLog } from '../../platform/log/log.ts'
import { createMetricsRegistry, type MetricsRegistry } from '../../platform/metrics/metrics.ts'
import type { ReadDatabase } from '../../read/database.ts'
import { createLogs } from '../../read/logs/logs.ts'
import { loopbackClient } from '../hosts/loopback-client.ts'
import { readyAnswersOf } from './ready-answers.ts'

/** A database that has every table and no row; or one where every query fails with `error`. */
export function emptyDatabase(error?: Error): ReadDatabase {
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => (error === undefined ? new DummyDriver() : new FailingDriver(error)),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

class FailingDriver extends DummyDriver {
  readonly #error: Error

  constructor(error: Error) {
    super()
    this.#error = error
  }

  override acquireConnection(): Promise<never> {
    return Promise.reject(this.#error)
  }
}

export type TestApp = { app: HttpApp; door: Door; registry: MetricsRegistry }

const defaultSettings: HttpSettings = {
  cacheTimeoutSeconds: 180,
  corsAllowAllOrigins: false,
  corsAllowLocalhost: false,
  corsAllowedOrigins: [],
  originListingIntervalDays: 30,
  testOnlyOrigins: ['ti'],
  testOrigins: ['maestro'],
}

/** The HTTP side over an empty database, for tests of everything that needs no rows. */
export function appWithoutDatabase({
  settings,
  ...dependencies
}: Partial<Omit<HttpDependencies, 'settings'>> & {
  settings?: Partial<HttpSettings>
} = {}): TestApp {
  const registry = createMetricsRegistry()
  const log = dependencies.log ?? createLog('silent')
  const metrics = dependencies.metrics ?? createHttpMetrics(registry)
  const ready = dependencies.ready ?? readyAnswersOf(undefined, registry)
  const allSettings = { ...defaultSettings, ...settings }
  const door = new Door({ ready, settings: allSettings, log, metrics })
  const app = createHttpApp({
    db: emptyDatabase(),
    logs: createLogs(loopbackClient({})),
    ready,
    door,
    log,
    metrics,
    readiness: () => Promise.resolve({ checks: [{ name: 'database', ok: true }] }),
    status: () =>
      Promise.resolve({
        version: '1.2.3',
        roles: ['api'],
        startedAt: new Date(0),
        freshness: {
          newestCheckouts: [{ origin: 'maestro', startTime: '2025-07-16T08:45:53.120000Z' }],
          version: 42,
        },
        metricsUrl: null,
      }),
    ...dependencies,
    settings: allSettings,
  })
  return { app, door, registry }
}
