import { expect, it } from 'vitest'
import { intervalOption, sinceOption } from './option-values.ts'

it.each([
  ['1 minute', 60_000],
  ['90 minutes', 5_400_000],
  ['2 Hours', 7_200_000],
  [' 7  days ', 604_800_000],
  ['0 days', 0],
  ['36500 days', 3_153_600_000_000],
])('reads the interval %s', (text, ms) => {
  expect(intervalOption(text)).toBe(ms)
})

it.each([
  '7',
  'days',
  '-1 days',
  '1.5 days',
  '7days',
  '2 weeks',
  '2 days ago',
  '36501 days',
  '9999999 days',
  '12345678901 minutes',
])('refuses the interval %s', (text) => {
  expect(() => intervalOption(text)).toThrow(/such as "90 minutes"/)
})

it.each([
  ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['2026-01-31T12:00Z', '2026-01-31T12:00:00.000Z'],
  ['2026-01-31T12:00:01.123456+01:00', '2026-01-31T11:00:01.123456Z'],
  ['2026-01-31T12:00:00+23:30', '2026-01-30T12:30:00.000Z'],
  ['2 hours', '2026-01-31T22:00:00.000Z'],
])('reads %s as the instant %s', (text, instant) => {
  expect(sinceOption(text, Date.parse('2026-02-01T00:00:00Z'))).toBe(instant)
})

it.each([
  '2026-02-29',
  '2026-02-30T12:00:00Z',
  '2026-13-01',
  '0000-01-01',
  '0001-01-01T00:00:00+01:00',
  '9999-12-31T23:59:59-01:00',
  '2026-01-01T12:00:60Z',
])('refuses %s, which PostgreSQL would', (text) => {
  expect(() => sinceOption(text)).toThrow('there is no such time')
})
