import fc from 'fast-check'
import { Histogram, Registry } from 'prom-client'
import { expect, it } from 'vitest'
import { TalliedHistogram } from './tallied-histogram.ts'

const about = { name: 'h', help: 'a histogram', labelNames: ['view', 'method'] as const }
const buckets = [1, 10, 100]
const labelSets = [
  { view: 'a', method: 'GET' },
  { view: 'a', method: 'POST' },
  { view: '"b\\', method: 'GET' },
]

it('shows what the histogram of prom-client shows', async () => {
  const observations = fc.array(fc.tuple(fc.nat(2), fc.integer({ min: -5, max: 200 })))
  await fc.assert(
    fc.asyncProperty(observations, async (observed) => {
      const [theirs, ours] = [new Registry(), new Registry()]
      const expected = new Histogram({ ...about, buckets, registers: [theirs] })
      const tallied = new TalliedHistogram({ ...about, buckets, registers: [ours] })
      for (const [number, value] of observed) {
        const labels = labelSets[number] ?? {}
        expected.observe(labels, value)
        tallied.tally({ view: '', method: '', ...labels }).observe(value)
      }
      expect(await ours.metrics()).toBe(await theirs.metrics())
      expect(await ours.getMetricsAsJSON()).toEqual(await theirs.getMetricsAsJSON())
    }),
  )
})

it('shows nothing but zeros of labels under which nothing was observed yet', async () => {
  const registry = new Registry()
  const histogram = new TalliedHistogram({ ...about, buckets, registers: [registry] })
  histogram.tally({ view: 'a', method: 'GET' })
  const text = await registry.metrics()
  expect(text).toContain('h_bucket{le="+Inf",view="a",method="GET"} 0')
  expect(text).toContain('h_count{view="a",method="GET"} 0')
})
