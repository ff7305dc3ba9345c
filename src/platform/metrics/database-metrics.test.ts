import { describe, expect, it } from 'vitest'
import { createDatabaseMetrics } from './database-metrics.ts'
import { createMetricsRegistry } from './metrics.ts'

describe('database metrics', () => {
  it('shows a pool as it is at the scrape', async () => {
    const registry = createMetricsRegistry()
    const pool = { totalCount: 5, idleCount: 2, waitingCount: 7 }
    createDatabaseMetrics(registry, []).watchPool('api', pool)
    pool.idleCount = 1
    const text = await registry.metrics()
    expect(text).toContain('treeline_pool_connections{pool="api",state="busy"} 4')
    expect(text).toContain('treeline_pool_connections{pool="api",state="idle"} 1')
    expect(text).toContain('treeline_pool_connections{pool="api",state="waiting"} 7')
  })

  it('counts statements and failures', async () => {
    const registry = createMetricsRegistry()
    const metrics = createDatabaseMetrics(registry, ['57014'])
    metrics.statementFinished(0.002)
    metrics.statementFailed(0.4, '57014')
    metrics.statementFailed(0.1, '99999')
    const text = await registry.metrics()
    expect(text).toContain('django_db_execute_total{alias="default",vendor="postgresql"} 3')
    expect(text).toMatch(/django_db_errors_total\{[^}]*type="57014"\} 1/)
    expect(text).toMatch(/django_db_errors_total\{[^}]*type="other"\} 1/)
    expect(text).toMatch(/django_db_query_duration_seconds_bucket\{le="0.0025"[^}]*\} 1/)
  })
})
