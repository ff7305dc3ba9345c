import { expect, it } from 'vitest'
import { createMetricsRegistry } from '../platform/metrics/metrics.ts'
import { createReceiverMetrics } from './receiver-metrics.ts'

function createMetrics() {
  const registry = createMetricsRegistry()
  const metrics = createReceiverMetrics(registry, {
    waiting: () => Promise.resolve(3),
    freeBytes: () => Promise.resolve(4_096),
  })
  const shown = async (name: string) =>
    (await registry.metrics()).split('\n').filter((line) => line.startsWith(name))
  return { metrics, shown }
}

it('counts by origin, as the reference writes origins', async () => {
  const { metrics, shown } = createMetrics()
  metrics.asked('Red Hat: CKI!')
  metrics.received('Red Hat: CKI!', 10)
  metrics.refused('not_json', 400, '!!')
  metrics.refused('authentication_failed', 401, undefined)
  metrics.refused('disk_full', 507, 'a')
  expect(await shown('kcidb_submissions_by_origin{')).toContain(
    'kcidb_submissions_by_origin{origin="red_hat_cki"} 1',
  )
  expect(await shown('treeline_receiver_bytes_total{origin="red')).toEqual([
    'treeline_receiver_bytes_total{origin="red_hat_cki"} 10',
  ])
  expect(await shown('treeline_receiver_refused_by_origin_total{')).toEqual([
    'treeline_receiver_refused_by_origin_total{origin="other"} 1',
    'treeline_receiver_refused_by_origin_total{origin="a"} 1',
  ])
  expect(await shown('kcidb_user_errors_total')).toEqual(['kcidb_user_errors_total 1'])
  expect(await shown('kcidb_errors_total')).toEqual(['kcidb_errors_total 1'])
  expect(await shown('kcidb_system_errors_total')).toEqual(['kcidb_system_errors_total 1'])
  expect(await shown('kcidb_json_files')).toEqual(['kcidb_json_files 3'])
  expect(await shown('treeline_spool_free')).toEqual(['treeline_spool_free_bytes 4096'])
})

it('knows a bounded number of origins', async () => {
  const { metrics, shown } = createMetrics()
  for (let number = 0; number < 1_000; number += 1) metrics.asked(`o${number}`)
  const lines = await shown('treeline_receiver_requests_total{')
  expect(lines.length).toBe(101)
  expect(lines).toContain('treeline_receiver_requests_total{origin="other"} 900')
})
