import { expect, it } from 'vitest'
import { findOrigins } from './find-origins.ts'
import { originsReportedMax } from './refusal.ts'

it('finds the distinct origins of all arrays, sorted, valid or not', () => {
  const document = {
    version: 1,
    tests: [{ origin: 'b' }, { origin: 'a' }, { origin: 'b' }, { origin: 1 }, null, 'x'],
    other: [{ origin: 'Not valid' }],
    builds: { origin: 'in no array' },
  }
  expect(findOrigins(document)).toEqual(['Not valid', 'a', 'b'])
})

it('sorts by code point, also beyond the first 65,536', () => {
  const tests = [{ origin: '\u{1F600}' }, { origin: '\uFF00' }]
  expect(findOrigins({ tests })).toEqual(['\uFF00', '\u{1F600}'])
})

it('is bounded', () => {
  const tests = Array.from({ length: 1000 }, (_, index) => ({
    origin: `${'x'.repeat(200)}${index}`,
  }))
  expect(findOrigins({ tests })).toEqual(['x'.repeat(100)])
  const many = Array.from({ length: 1000 }, (_, index) => ({ origin: `${index}` }))
  expect(findOrigins({ tests: many })).toHaveLength(originsReportedMax)
})

it.each([null, 1, [], 'x'])('finds none in %j', (document) => {
  expect(findOrigins(document)).toEqual([])
})
