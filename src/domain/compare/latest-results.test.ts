import fc from 'fast-check'
import { expect, it } from 'vitest'
import { codeOfStatus, type StatusName, statusNames } from '../status.ts'
import { bucketOf } from './bucket.ts'
import { bucketOfResult, LatestResults } from './latest-results.ts'

type Test = { start: number; status: StatusName }

function read(tests: readonly Test[]) {
  const latest = new LatestResults()
  for (const { start, status } of tests) latest.add(7, start, codeOfStatus(status))
  const result = latest.results.get(7)
  return { bucket: result === undefined ? undefined : bucketOfResult(result), latest }
}

const start = fc.constantFrom(-Infinity, -5, 0, 1, 820_000_000_000_000, Infinity)
const test = fc.record({ start, status: fc.constantFrom(...statusNames) })

it('is the latest result, or contested where that is not one', () => {
  const property = fc.property(fc.array(test, { minLength: 1 }), (tests) => {
    const last = Math.max(...tests.map((one) => one.start))
    const results = new Set(
      tests.filter((one) => one.start === last).map(({ status }) => bucketOf(status)),
    )
    const { bucket, latest } = read(tests)
    expect(latest.contested.has(7)).toBe(results.size > 1)
    expect([...results]).toContain(bucket)
  })
  fc.assert(property)
})

it('is what settles a contest', () => {
  const { latest } = read([
    { start: 3, status: 'PASS' },
    { start: 3, status: 'FAIL' },
  ])
  latest.settle(7, codeOfStatus('FAIL'))
  expect(bucketOfResult(latest.results.get(7) ?? -1)).toBe('FAIL')
})
