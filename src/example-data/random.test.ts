import { expect, it } from 'vitest'
import { Random } from './random.ts'

function draw(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => random.fraction())
}

it('repeats itself for the same parts only', () => {
  expect(draw(new Random(1, 'a', 2), 5)).toEqual(draw(new Random(1, 'a', 2), 5))
  expect(draw(new Random(1, 'a', 2), 5)).not.toEqual(draw(new Random(1, 'a', 3), 5))
  expect(draw(new Random(1, 'ab'), 5)).not.toEqual(draw(new Random('1a', 'b'), 5))
})

it('spreads evenly over [0, 1)', () => {
  const values = draw(new Random('even'), 20_000)
  const tenths = Array.from({ length: 10 }, () => 0)
  for (const value of values) {
    const tenth = Math.floor(value * 10)
    tenths[tenth] = (tenths[tenth] ?? 0) + 1
  }
  for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200)
})

it('keeps integers within their bounds and picks every element', () => {
  const random = new Random('bounds')
  const integers = Array.from({ length: 1_000 }, () => random.integer(-2, 2))
  expect(new Set(integers)).toEqual(new Set([-2, -1, 0, 1, 2]))
  expect(new Random('p').shuffled([1, 2, 3, 4]).toSorted()).toEqual([1, 2, 3, 4])
  expect(() => random.pick([])).toThrow(RangeError)
})

it('writes digits of the asked length', () => {
  expect(new Random('digits').hex(40)).toMatch(/^[0-9a-f]{40}$/)
  expect(new Random('digits').digits(14)).toMatch(/^[1-9]\d{13}$/)
})
