import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createMetricsRegistry } from '../platform/metrics/metrics.ts'
import { RawConnection } from '../testing/http/raw-connection.ts'
import { startMetricsServer } from './metrics-server.ts'
import type { RunningServer } from './server/http-server.ts'

const lines: string[] = []
const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) })
const registry = createMetricsRegistry()
let server: RunningServer
beforeAll(async () => {
  server = await startMetricsServer(registry, log, { host: '127.0.0.1', port: 0 })
})
afterAll(() => server.close(0))

it('answers with and without the slash, and says nothing of it', async () => {
  for (const path of ['/metrics', '/metrics/']) {
    const answer = await fetch(server.url + path)
    expect(answer.headers.get('content-type')).toContain('text/plain')
    expect(await answer.text()).toContain('process_cpu_seconds_total')
  }
  expect(lines).toEqual([])
})

it.each([
  ['GET /api/tree/ HTTP/1.1\r\nHost: x\r\n\r\n', 404, 'not_found'],
  ['POST /metrics/ HTTP/1.1\r\nHost: x\r\n\r\n', 405, 'method_not_allowed'],
  ['GET /metrics/ HTTP/1.1\r\n\r\n', 400, 'invalid_host'],
  [`GET /metrics/ HTTP/1.1\r\nA: ${'b'.repeat(20_000)}\r\n\r\n`, 431, 'headers_too_large'],
  ['CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n', 405, 'connect_refused'],
])('refuses %j as the other port does', async (bytes, status, code) => {
  using connection = await RawConnection.open(server.url, bytes)
  const answer = await connection.answer()
  expect(answer?.status).toBe(status)
  expect(answer?.headers.get('x-error-code')).toBe(code)
  expect(answer?.body).toMatch(/^\{"(?:error|detail)":"[^"]/)
  expect(JSON.parse(lines.splice(0).join(','))).toMatchObject({ status, errorCode: code })
  const text = await registry.metrics()
  expect(text).toContain(`treeline_metrics_port_errors_total{code="${code}"} 1`)
})
