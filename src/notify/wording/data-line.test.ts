import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyCharacter } from '../../testing/arbitrary/any-character.ts'
import { dataLine, shortened } from './data-line.ts'

it('makes one line of several', () => {
  expect(dataLine(' a\r\n\tb\u2028c  \u001b[31mred\u001b[0m \u202e')).toBe('a b c red \\u202e')
})

it('never breaks a line, whatever the text', () => {
  const property = fc.property(fc.string({ unit: anyCharacter }), (text) => {
    expect(dataLine(text)).not.toMatch(/[\r\n\u2028\u2029\p{Cc}]/u)
  })
  fc.assert(property)
})

it('cuts at whole characters', () => {
  expect(shortened('x'.repeat(70), 70)).toBe('x'.repeat(70))
  expect(shortened('x'.repeat(71), 70)).toBe(`${'x'.repeat(67)}...`)
  // as they come: what would be unseen is spelt out first
  const family = dataLine('\u{1F468}\u200D\u{1F469}\u200D\u{1F467}')
  expect(shortened(family.repeat(5), 5)).toBe(family.repeat(5))
  expect(shortened(family.repeat(6), 5)).toBe(`${family.repeat(2)}...`)
})
