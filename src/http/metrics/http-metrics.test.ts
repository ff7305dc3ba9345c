import { expect, it } from 'vitest'
import { appWithoutDatabase } from '../../testing/http/app-without-database.ts'

it('counts requests under the route name and the template, never under the path', async () => {
  const { app, registry } = appWithoutDatabase()
  await app.request('/api/build/some-build')
  await app.request('/api/build/other-build', { headers: { 'x-forwarded-proto': 'https' } })
  await app.request('/api/build/some-build', { method: 'PUT' })
  await app.request('/some/robot/path')
  const text = await registry.metrics()

  const expected = [
    'django_http_requests_latency_seconds_by_view_method_count{view="buildDetails",method="GET"} 2',
    'django_http_requests_total_by_view_transport_method_total{view="buildDetails",transport="https",method="GET"} 1',
    'django_http_responses_total_by_status_view_method_total{status="405",view="buildDetails",method="PUT"} 1',
    'django_http_responses_total_by_status_view_method_total{status="404",view="<unnamed view>",method="GET"} 1',
    'treeline_http_requests_total{route="/api/build/{build_id}",method="GET",status="200"} 2',
    'treeline_http_errors_total{code="build_not_found"} 2',
    'treeline_http_requests_in_flight 0',
  ]
  for (const line of expected) expect(text).toContain(line)
  expect(text).not.toContain('some-build')
  expect(text).not.toContain('robot')
})

it('puts methods that nobody knows under one label', async () => {
  const { app, registry } = appWithoutDatabase()
  await app.request('/healthz', { method: 'BREW' })
  const counted = 'django_http_requests_total_by_method_total{method="<invalid method>"} 1'
  expect(await registry.metrics()).toContain(counted)
})
