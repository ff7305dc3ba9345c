import { createHttpApp } from '../../../src/http/app.ts'
import { Door } from '../../../src/http/door/door.ts'
import { createHttpMetrics } from '../../../src/http/metrics/http-metrics.ts'
import { startHttpServer } from '../../../src/http/server/http-server.ts'
import { loadConfig } from '../../../src/config/config.ts'
import { createLog } from '../../../src/platform/log/log.ts'
import { createMetricsRegistry } from '../../../src/platform/metrics/metrics.ts'
import { readyAnswersOf } from '../../../src/testing/http/ready-answers.ts'
import type { OpenDatabase } from '../../../src/store/app/database.ts'

/** The routes over a database on a free port, as `serve` mounts them. */
export type Service = AsyncDisposable & { url: string }

const notMeasured = () => Promise.reject(new Error('other hosts are not measured'))

/** Starts to answer on 127.0.0.1. */
export async function startService({ db }: OpenDatabase): Promise<Service> {
  const settings = loadConfig()
  const log = createLog('warn')
  const metrics = createHttpMetrics(createMetricsRegistry())
  // none are kept: what is measured is what it takes to make one
  const ready = readyAnswersOf()
  const app = createHttpApp({
    db,
    logs: { open: notMeasured, list: notMeasured, excerpt: notMeasured },
    ready,
    door: new Door({ ready, settings, log, metrics }),
    settings,
    log,
    metrics,
    readiness: () => Promise.resolve({ checks: [] }),
    status: () => Promise.reject(new Error('the page for people is not measured')),
  })
  const server = await startHttpServer(app, { host: '127.0.0.1', port: 0 })
  return { url: server.url, [Symbol.asyncDispose]: () => server.close(1_000) }
}
