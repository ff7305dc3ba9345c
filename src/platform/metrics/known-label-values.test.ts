import { expect, test } from 'vitest'
import { KnownLabelValues } from './known-label-values.ts'

test('keeps what is known and calls the rest other', () => {
  const codes = new KnownLabelValues(['57014', '40001'])
  expect([...codes.all]).toEqual(['57014', '40001', 'other'])
  expect(['40001', '42P01', undefined, 'other'].map((code) => codes.of(code))).toEqual([
    '40001',
    'other',
    'other',
    'other',
  ])
})
