import { expect, test } from 'vitest'
import { median, percentile } from './percentile.ts'

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)

test.each([
  [0, 1],
  [50, 50],
  [95, 95],
  [95.1, 96],
  [100, 100],
])('%d percent of 1 to 100 do not exceed %d', (percent, value) => {
  expect(percentile(hundred, percent)).toBe(value)
})

test('sorts by number and leaves the values as they are', () => {
  const values = [10, 9, 100]
  expect(median(values)).toBe(10)
  expect(values).toEqual([10, 9, 100])
})

test('is a value that was measured', () => {
  expect(median([1, 2])).toBe(1)
  expect(percentile([7], 95)).toBe(7)
  expect(percentile([], 50)).toBeNaN()
})
