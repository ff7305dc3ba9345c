import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fits, fitsAny, likePattern, likePatternOfName } from './like-pattern.ts'

it.each([
  ['fluster%', 'fluster.av1', true],
  ['fluster%', 'rt-tests', false],
  ['kselftest.net_', 'kselftest.net4', true],
  ['kselftest.net\\_', 'kselftest.net4', false],
  ['%', '', true],
  ['', 'x', false],
  ['a%b%c', 'axxbxc', true],
  ['a%b%c', 'axxbx', false],
  ['_', '\u{1F600}', true],
  ['end\\', 'end\\', true],
])('%s fits %s: %s', (pattern, text, expected) => {
  expect(fits(pattern, text)).toBe(expected)
})

it('reads asterisks as a shell does, and what has none as SQL does', () => {
  expect(fits(likePattern('kselftest.net_*'), 'kselftest.net_x')).toBe(true)
  expect(fits(likePattern('kselftest.net_*'), 'kselftest.netx')).toBe(false)
  expect(fits(likePattern('ltp_net'), 'ltp-net')).toBe(true)
  expect(fits(likePatternOfName('ltp_net'), 'ltp-net')).toBe(false)
  expect(fits(likePatternOfName('linux-?.*.y'), 'linux-6.12.y')).toBe(true)
})

it('fits what is missing only when nothing is asked', () => {
  expect([fitsAny([], null), fitsAny(['%'], null), fitsAny(['x', 'a'], 'a')]).toEqual([
    true,
    false,
    true,
  ])
})

it('agrees with a regular expression', () => {
  const part = fc.constantFrom('%', '_', 'a', 'b', '\\%', '.')
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '%', '.'), maxLength: 8 })
  const property = fc.property(fc.array(part, { maxLength: 6 }), text, (parts, subject) => {
    const meant = new Map([
      ['%', '.*'],
      ['_', '.'],
      ['\\%', '%'],
      ['.', '\\.'],
    ])
    const naive = new RegExp(`^${parts.map((each) => meant.get(each) ?? each).join('')}$`)
    expect(fits(parts.join(''), subject)).toBe(naive.test(subject))
  })
  fc.assert(property, { numRuns: 1_000 })
})
