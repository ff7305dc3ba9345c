import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type StatusName, statusNames } from '../status.ts'
import { isFlaky, flakinessOf } from './flakiness.ts'

const of = (text: string) => flakinessOf(text === '' ? [] : (text.split(' ') as StatusName[]))

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

it('counts what a reader of the first letters counts', () => {
  const property = fc.property(fc.array(fc.constantFrom(...statusNames)), (statuses) => {
    // PASS and FAIL alone begin with these letters
    const letters = statuses.map((status) => status.slice(0, 1)).join('')
    const conclusive = letters.replaceAll(/[^PF]/g, '')
    expect(flakinessOf(statuses)).toEqual({
      runs: letters.length,
      failed: conclusive.split('F').length - 1,
      inconclusive: letters.length - conclusive.length,
      flips: (conclusive.match(/P(?=F)|F(?=P)/g) ?? []).length,
    })
  })
  expect(() => fc.assert(property, { numRuns: 500 })).not.toThrow()
})
