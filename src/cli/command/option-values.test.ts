import { expect, it } from 'vitest'
import { intervalOption } from './option-values.ts'

it.each([
  ['1 minute', 60_000],
  ['90 minutes', 5_400_000],
  ['2 Hours', 7_200_000],
  [' 7  days ', 604_800_000],
  ['0 days', 0],
])('reads the interval %s', (text, ms) => {
  expect(intervalOption(text)).toBe(ms)
})

it.each(['7', 'days', '-1 days', '1.5 days', '7days', '2 weeks', '2 days ago', '12345678 days'])(
  'refuses the interval %s',
  (text) => {
    expect(() => intervalOption(text)).toThrow(/such as "90 minutes"/)
  },
)
