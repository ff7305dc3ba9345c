import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { StatusCode } from '../status.ts'
import { NewestRuns, type TimedRun } from './newest-runs.ts'

type Run = TimedRun & { readonly name: number }

const starts = fc.array(fc.nat({ max: 8 }), { maxLength: 20 })

it('keeps as many as are wanted, and those that started together with the last', () => {
  const property = fc.property(starts, fc.integer({ min: 1, max: 5 }), (all, size) => {
    const newest = new NewestRuns<Run>(size)
    const runs = all.map((start, name): Run => ({ start, name, status: (name % 7) as StatusCode }))
    for (const run of runs) newest.add(run)
    const sorted = runs.toSorted((one, other) => other.start - one.start || one.name - other.name)
    const oldest = sorted[size - 1]?.start ?? -Infinity
    expect(newest.runs).toEqual(sorted.filter(({ start }) => start >= oldest))
    expect(newest.oldestStart).toBe(oldest)
  })
  fc.assert(property, { numRuns: 500 })
})
