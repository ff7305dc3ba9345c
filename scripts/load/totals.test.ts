import { expect, it } from 'vitest'
import { totalsOf } from './totals.ts'

const metrics = {
  checks: { passes: 10, fails: 0, thresholds: { 'rate==1': false } },
  http_req_duration: { thresholds: { 'p(95)<500': false, 'p(99)<900': false } },
}

it('counts what was checked and what held', () => {
  expect(totalsOf({ metrics }, 0)).toEqual({ passed: 13, failed: 0 })
})

it('counts a threshold that was crossed once, though k6 ends with a status of its own', () => {
  const crossed = { ...metrics, http_req_duration: { thresholds: { 'p(95)<500': true } } }
  expect(totalsOf({ metrics: crossed }, 99)).toEqual({ passed: 11, failed: 1 })
})

it('fails when answers were wrong, or when k6 did not get that far', () => {
  expect(totalsOf({ metrics: { checks: { passes: 1, fails: 2 } } }, 0).failed).toBe(2)
  expect(totalsOf({ metrics: {} }, 107)).toEqual({ passed: 0, failed: 1 })
  // nobody came
  expect(totalsOf({ metrics: {} }, 0)).toEqual({ passed: 0, failed: 1 })
})
