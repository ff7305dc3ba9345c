import fc from 'fast-check'
import { expect, it } from 'vitest'
import { apportion } from './apportion.ts'

it('gives whole shares that add up, in proportion', () => {
  expect(apportion(10, [1, 1, 2])).toEqual([3, 2, 5])
  expect(apportion(3, [0, 1, 0])).toEqual([0, 3, 0])
})

it('never loses or invents anything', () => {
  const weights = fc.array(fc.double({ min: 0.001, max: 1_000, noNaN: true }), { minLength: 1 })
  fc.assert(
    fc.property(fc.nat(1_000_000), weights, (total, shares) => {
      const given = apportion(total, shares)
      expect(given.reduce((left, right) => left + right, 0)).toBe(total)
      expect(given.every((share) => Number.isInteger(share) && share >= 0)).toBe(true)
    }),
  )
})
