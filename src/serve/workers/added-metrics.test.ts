import { Counter, Gauge, Histogram } from 'prom-client'
import { expect, it } from 'vitest'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { added, metricsOf, remains } from './added-metrics.ts'

/** A process that has answered so many requests and has so many in flight. */
async function processWith(answered: number, inFlight: number) {
  const registry = createMetricsRegistry()
  const registers = [registry]
  const labelNames = ['route']
  const counter = new Counter({ name: 'answers_total', help: 'h', labelNames, registers })
  counter.inc({ route: 'a' }, answered)
  new Gauge({ name: 'in_flight', help: 'h', registers }).set(inFlight)
  const histogram = new Histogram({ name: 'seconds', help: 'h', buckets: [1, 2], registers })
  for (let count = 0; count < answered; count += 1) histogram.observe(1.5)
  return metricsOf(registry)
}

it('adds up what several processes show', async () => {
  const text = await added([await processWith(2, 1), await processWith(3, 4)]).metrics()
  expect(text).toContain('answers_total{route="a"} 5')
  expect(text).toContain('in_flight 5')
  expect(text).toContain('seconds_bucket{le="1"} 0')
  expect(text).toContain('seconds_bucket{le="2"} 5')
  expect(text).toContain('seconds_count 5')
})

it('adds up no versions, times of start and delays of loops', async () => {
  const first = await processWith(1, 0)
  const text = await added([first, await processWith(1, 0)]).metrics()
  expect(text).toMatch(/^treeline_info\{version=".*"\} 1$/mu)
  const [started] = first.find(({ name }) => name === 'process_start_time_seconds')?.values ?? []
  expect(text).toContain(`process_start_time_seconds ${started?.value}\n`)
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds')
})

it('keeps of a process that ended what must not go back, and nothing else', async () => {
  const text = await added([await processWith(1, 1), remains(await processWith(2, 7))]).metrics()
  expect(text).toContain('answers_total{route="a"} 3')
  expect(text).toContain('seconds_count 3')
  expect(text).toContain('in_flight 1')
})
