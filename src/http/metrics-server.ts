import { Hono } from 'hono'
import type { MetricsRegistry } from '../platform/metrics.ts'
import { type ListenOptions, type RunningServer, startHttpServer } from './server.ts'

/**
 * Starts the listener for Prometheus: its own port, `/metrics/` and `/metrics`
 * (reference/operations.md 2.1).
 */
export function startMetricsServer(
  registry: MetricsRegistry,
  options: ListenOptions,
): Promise<RunningServer> {
  const app = new Hono({ strict: false })
  app.get('/metrics', async (c) =>
    c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType }),
  )
  return startHttpServer(app, options)
}
