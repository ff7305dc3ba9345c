import { Command, Option } from 'commander'
import { stringify } from 'yaml'
import { loadSettings } from '../config/settings.ts'
import { createHttpApp } from '../http/app.ts'
import { Door } from '../http/door/door.ts'
import type { HttpApp } from '../http/http-app.ts'
import { createHttpMetrics } from '../http/metrics/http-metrics.ts'
import { openApiDocument } from '../http/openapi-document.ts'
import { ReadyAnswers } from '../http/ready/ready-answers.ts'
import { createReadyMetrics } from '../http/ready/ready-metrics.ts'
import { createFetchMetrics } from '../platform/guarded-fetch/fetch-metrics.ts'
import { createGuardedClient } from '../platform/guarded-fetch/guarded-client.ts'
import { createLog } from '../platform/log/log.ts'
import { createMetricsRegistry } from '../platform/metrics/metrics.ts'
import { version } from '../platform/process/version.ts'
import { createLogs } from '../read/logs/logs.ts'
import { DataVersion } from '../read/versions/data-version.ts'
import { openDatabase } from '../store/app/database.ts'

/** `treeline schema [--format json|yaml]`: the OpenAPI document, without a server and without a database. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('print the OpenAPI document of the API')
    .addOption(new Option('--format <format>').choices(['json', 'yaml']).default('json'))
    .action(async ({ format }: { format: 'json' | 'yaml' }) => {
      // connects when it is asked something, and nobody asks
      await using database = openDatabase({
        url: 'postgresql://127.0.0.1/none',
        applicationName: 'treeline schema',
        poolSize: 1,
        acquireTimeoutMs: 1,
        statementTimeoutMs: 1,
        onIdleError: () => {},
      })
      const document = openApiDocument(describedApp(database))
      process.stdout.write(
        format === 'yaml' ? stringify(document) : `${JSON.stringify(document, null, 2)}\n`,
      )
    })
}

/** The whole HTTP side, with nothing behind it: what it is made of describes it. */
function describedApp({ db }: ReturnType<typeof openDatabase>): HttpApp {
  const registry = createMetricsRegistry()
  const log = createLog('silent')
  const metrics = createHttpMetrics(registry)
  const { config: settings } = loadSettings()
  const ready = new ReadyAnswers({
    version: new DataVersion(),
    shelf: null,
    lastChanges: () => Promise.resolve(() => Infinity),
    maxMemoryBytes: 0,
    log,
    metrics: createReadyMetrics(registry),
  })
  const client = createGuardedClient({ hosts: [], metrics: createFetchMetrics(registry, []) })
  return createHttpApp({
    db,
    logs: createLogs(client),
    settings,
    ready,
    door: new Door({ ready, settings, log, metrics }),
    log,
    metrics,
    readiness: () => Promise.resolve({ checks: [] }),
    status: () =>
      Promise.resolve({
        version,
        roles: [],
        startedAt: new Date(),
        freshness: null,
        metricsUrl: null,
      }),
  })
}
