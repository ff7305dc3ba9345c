import { expect, it } from 'vitest'
import type { StatusName } from '../status.ts'
import { isFlaky, steadinessOf } from './steadiness.ts'

const of = (text: string) => steadinessOf(text === '' ? [] : (text.split(' ') as StatusName[]))

it.each([
  ['', 0, 0, 0, false],
  ['FAIL', 1, 0, 0, false],
  ['FAIL FAIL PASS', 2, 0, 1, false],
  ['FAIL SKIP PASS', 1, 1, 1, false],
  ['FAIL SKIP FAIL', 2, 1, 0, false],
  ['FAIL PASS FAIL NULL ERROR', 2, 2, 2, true],
  ['SKIP MISS', 0, 2, 0, false],
])('%s', (runs, failed, inconclusive, flips, flaky) => {
  expect(of(runs)).toMatchObject({ failed, inconclusive, flips })
  expect(isFlaky(of(runs))).toBe(flaky)
})
