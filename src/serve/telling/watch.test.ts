import { expect, it } from 'vitest'
import { createHttpMetrics, type FinishedRequest } from '../../http/metrics/http-metrics.ts'
import { createIngestMetrics } from '../../ingest/ingest-metrics.ts'
import type { Trouble } from '../../notify/troubles/trouble.ts'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { watchIngest } from './watch-ingest.ts'
import { watchRequests } from './watch-requests.ts'

const request: FinishedRequest = {
  method: 'POST',
  route: 'buildDetails',
  template: '/api/build/{build_id}',
  status: 200,
  bytes: 1,
  errorCode: undefined,
  requestId: 'r1',
  transport: 'http',
  target: '/api/build/secret?token=secret',
  seconds: 0.1,
}

it('shows how many requests are in flight at the moment', () => {
  const metrics = createHttpMetrics(createMetricsRegistry())
  const watched = watchRequests(metrics, () => {})
  watched.requestStarted()
  expect(watched.inFlight).toBe(1)
  watched.requestFinished(request)
  expect(watched.inFlight).toBe(0)
})

it('notes answers that are our fault, by nothing that was asked for', () => {
  const noted: Trouble[] = []
  const counted: number[] = []
  const { requestFinished } = watchRequests(
    {
      requestStarted: () => {},
      requestFinished: ({ status }) => void counted.push(status),
    },
    (trouble) => noted.push(trouble),
  )
  requestFinished(request)
  requestFinished({ ...request, status: 404 })
  requestFinished({ ...request, status: 503, errorCode: 'unavailable' })
  // it broke off while it was sent
  requestFinished({ ...request, errorCode: 'internal' })
  requestFinished({ ...request, status: 500, method: null, template: undefined })
  expect(counted).toEqual([200, 404, 503, 200, 500])
  expect(noted).toEqual([
    {
      type: 'server.error',
      status: 503,
      code: 'unavailable',
      method: 'POST',
      route: '/api/build/{build_id}',
      requestId: 'r1',
    },
    expect.objectContaining({ status: 200, code: 'internal' }),
    expect.objectContaining({ status: 500, code: 'none', method: 'unreadable', route: 'none' }),
  ])
  expect(JSON.stringify(noted)).not.toContain('secret')
})

it('notes what is refused and what stands in the way of ingestion, and counts as before', async () => {
  const noted: Trouble[] = []
  const registry = createMetricsRegistry()
  const metrics = watchIngest(createIngestMetrics(registry), (trouble) => noted.push(trouble))
  metrics.refused('invalid_document')
  metrics.halted('spool_unusable')
  const halted = await registry.metrics()
  metrics.halted(null)
  expect(noted).toEqual([
    { type: 'ingest.refused', code: 'invalid_document' },
    { type: 'ingest.halted', code: 'spool_unusable' },
  ])
  expect(halted).toContain('treeline_ingest_refused_total{code="invalid_document"} 1')
  expect(halted).toContain('treeline_ingest_halted{code="spool_unusable"} 1')
  expect(await registry.metrics()).toContain('treeline_ingest_halted{code="spool_unusable"} 0')
})
