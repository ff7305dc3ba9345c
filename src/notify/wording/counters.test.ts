import { expect, it } from 'vitest'
import { counterLines } from './counters.ts'

it('sets numbers one below the other, however long', () => {
  const counters = {
    builds: { PASS: 8, FAIL: 0, INCONCLUSIVE: 1 },
    boots: { PASS: 99_999, FAIL: 12, INCONCLUSIVE: 0 },
    tests: { PASS: 1_234_567, FAIL: 9_999, INCONCLUSIVE: 10 },
  }
  expect(counterLines(counters)).toEqual([
    'Builds:\t    8 ✅     0 ❌     1 ⚠️',
    'Boots:\t99,999 ✅    12 ❌     0 ⚠️',
    'Tests:\t1,234,567 ✅ 9,999 ❌    10 ⚠️',
  ])
})
