import { expect, it } from 'vitest'
import { listingWindow } from './listing-window.ts'

const now = new Date('2026-11-29T12:00:00.5Z')
const window = (start?: string, end?: string, intervalInDays = 7) =>
  listingWindow({ start, end, intervalInDays }, now)

it.each([
  [undefined, undefined, '2026-11-22T12:00:00.500000Z', '2026-11-29T12:00:00.500000Z'],
  ['1752041689', '1752041689', '2025-07-09T06:14:49Z', '2025-07-09T06:14:49Z'],
  [
    ' 1_752_041_689.25 ',
    '1752041689.5',
    '2025-07-09T06:14:49.250000Z',
    '2025-07-09T06:14:49.500000Z',
  ],
  ['-1e3', '+1e3', '1969-12-31T23:43:20Z', '1970-01-01T00:16:40Z'],
  ['.5', '1.', '1970-01-01T00:00:00.500000Z', '1970-01-01T00:00:01Z'],
  [undefined, '0', '1969-12-25T00:00:00Z', '1970-01-01T00:00:00Z'],
  ['0', undefined, '1970-01-01T00:00:00Z', '2026-11-29T12:00:00.500000Z'],
  ['-62135596800', '253402300799', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'],
  [undefined, '-62135596800', '0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
])('%s to %s is %s to %s', (start, end, from, until) => {
  expect(window(start, end)).toEqual({ from, until })
})

it('is as long as the interval when no start is given', () => {
  expect(window(undefined, '86400', 1).from).toBe('1970-01-01T00:00:00Z')
  expect(window('0', '86400', 30).from).toBe('1970-01-01T00:00:00Z')
  expect(window(undefined, undefined, 700_000).from).toMatch(/^0110-/)
})

it.each([
  '',
  ' ',
  'abc',
  'nan',
  'inf',
  '-Infinity',
  '0x10',
  '1e400',
  '1e',
  '.',
  '2025-07-09',
  '253402300800',
  '-62135596801',
])('refuses %j', (text) => {
  expect(() => window(text, '0')).toThrow('must be a Unix Timestamp')
  expect(() => window('0', text)).toThrow('must be a Unix Timestamp')
})

it('refuses a text of any length at once', () => {
  const started = performance.now()
  expect(() => window(`${'1'.repeat(100_000)}x`)).toThrow('must be a Unix Timestamp')
  expect(performance.now() - started).toBeLessThan(1_000)
})

it('refuses a start after the end, also when the end is now', () => {
  expect(() => window('2', '1')).toThrow('start_date must be before end_date')
  expect(() => window('4102444800')).toThrow('start_date must be before end_date')
})
