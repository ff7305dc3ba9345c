import { Counter } from 'prom-client'
import { expect, it } from 'vitest'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { added, metricsOf } from './added-metrics.ts'
import { PastMetrics } from './past-metrics.ts'

/** A process that has answered so many requests. */
function processWith(answered: number) {
  const registry = createMetricsRegistry()
  new Counter({ name: 'answers_total', help: 'h', registers: [registry] }).inc(answered)
  return metricsOf(registry)
}

async function shown({ parts }: PastMetrics): Promise<string | undefined> {
  const text = await added([await processWith(0), ...parts]).metrics()
  return /^answers_total (\d+)$/mu.exec(text)?.[1]
}

it('has all of several processes that end at once, at any moment', async () => {
  const past = new PastMetrics()
  const ended = await Promise.all([1, 2, 4, 8].map(processWith))
  past.add(ended[0] ?? [])
  past.add(ended[1] ?? [])
  expect(await shown(past)).toBe('3')
  past.add(ended[2] ?? [])
  expect(await shown(past)).toBe('7')
  past.add(ended[3] ?? [])
  await expect.poll(() => past.parts.length).toBe(1)
  expect(await shown(past)).toBe('15')
})
