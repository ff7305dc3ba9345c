import { expect, it } from 'vitest'
import { changeText } from './change.ts'

it.each([
  [7, 7, '0'],
  [5, 0, '+5'],
  [0, 5, '-5 (-100%)'],
  [1_005, 1_000, '+5 (0%)'],
  [10_000, 11_000, '-1,000 (-9%)'],
  [1_015, 1_000, '+15 (+2%)'],
  [1_025, 1_000, '+25 (+2%)'],
  [985, 1_000, '-15 (-2%)'],
  [999, 1_000, '-1 (0%)'],
  [3_000_000, 1_000, '+2,999,000 (+299900%)'],
])('%i after %i is %s', (now, before, text) => {
  expect(changeText(now, before)).toBe(text)
})

it('leaves the percentage out', () => {
  expect(changeText(12, 10, false)).toBe('+2')
})
