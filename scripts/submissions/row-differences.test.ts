import { expect, test } from 'vitest'
import { differingColumns } from './row-differences.ts'

test('compares instants, numbers and JSON by what they mean', () => {
  const expected = {
    id: 'a',
    start_time: '2025-07-17T10:11:38.5+00:00',
    duration: 1,
    misc: { a: 1, b: { c: [1, 2], d: null } },
    comment: null,
  }
  const stored = {
    _timestamp: 'x',
    id: 'a',
    start_time: '2025-07-17T10:11:38.500000Z',
    duration: 1.0,
    misc: { b: { d: null, c: [1, 2] }, a: 1 },
    comment: null,
  }
  expect(differingColumns(expected, stored)).toEqual([])
  expect(
    differingColumns(expected, { ...stored, misc: { a: 1, b: { c: [2, 1], d: null } } }),
  ).toEqual(['misc'])
  expect(
    differingColumns(expected, {
      ...stored,
      start_time: '2025-07-17T10:11:38.500001Z',
      comment: '',
    }),
  ).toEqual(['start_time', 'comment'])
})

test('accepts any of several start times', () => {
  const row = { start_time: '2025-07-17T10:11:38+00:00' }
  const other = { start_time: '2025-07-17T10:11:31Z' }
  expect(differingColumns(row, other)).toEqual(['start_time'])
  expect(differingColumns(row, other, ['2025-07-17T10:11:31+00:00'])).toEqual([])
})
