import { expect, it } from 'vitest'
import type { StatusName } from '../../../domain/status.ts'
import { historyText, flakinessText } from './history-text.ts'
import { knownSince } from './known-since.ts'

const of = (text: string) => text.split(' ').filter(Boolean) as StatusName[]

it('shows the oldest run first', () => {
  expect(historyText(of('FAIL PASS SKIP'))).toBe('⚠️ → ✅ → ❌')
})

it.each([
  ['', 'no other runs known'],
  ['FAIL', 'one run known'],
  ['FAIL FAIL PASS', 'steady: failed in 2 of the last 3 runs'],
  ['FAIL PASS FAIL SKIP', 'flaky: failed in 2 of the last 4 runs, changed 2 times'],
  ['SKIP PASS', 'no failure among the last 2 runs'],
  ['PASS FAIL', 'passes again: failed in 1 of the last 2 runs'],
])('%s: %s', (runs, text) => {
  expect(flakinessText(of(runs))).toBe(text)
})

it('says what is new for a week', () => {
  const seen = '2026-02-01T00:00:00Z'
  expect(knownSince(seen, new Date('2026-02-07T23:59:00Z'))).toBe(
    'New: seen first at 2026-02-01 00:00 UTC.',
  )
  expect(knownSince(seen, new Date('2026-02-08T00:00:00Z'))).toBe(
    'Known since 2026-02-01 00:00 UTC.',
  )
  expect(knownSince(null, new Date())).toBe('Nobody knows since when this happens.')
})
