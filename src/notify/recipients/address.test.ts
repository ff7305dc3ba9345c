import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressText, readAddresses } from './address.ts'

describe('addresses in a text', () => {
  it.each([
    ['a@x.org', [{ name: '', address: 'a@x.org' }]],
    ['a@x.org, B <b@y.org>; c@z.org', ['a@x.org', 'b@y.org', 'c@z.org']],
    ['"Doe, J" <j@x.org>', [{ name: 'Doe, J', address: 'j@x.org' }]],
    ['"b@y.org; c@y.org" <a@x.org>', [{ name: 'b@y.org; c@y.org', address: 'a@x.org' }]],
    ['b@y.org <a@x.org>', [{ name: 'b@y.org', address: 'a@x.org' }]],
    ['a@x.org (or b@y.org)', [{ name: 'or b@y.org', address: 'a@x.org' }]],
    ['Board: a@x.org, b@y.org;', ['a@x.org', 'b@y.org']],
    ['', []],
  ])('%j', (text, expected) => {
    const read = readAddresses(text)
    const known = expected.map((one) => (typeof one === 'string' ? { address: one } : one))
    expect(read).toMatchObject(known)
    expect(read).toHaveLength(known.length)
  })

  it.each([
    'a@x.org b@y.org',
    'c@z.org, a@x.org b@y.org',
    'A a@x.org B b@y.org',
    'A <a@x.org> <b@y.org>',
    'A <a@x.org> b@y.org',
    '<a@x.org b@y.org>',
    'a@b@x.org',
    'nobody',
    'a@x.org\nb@y.org',
  ])('none is lost without a word: %j', (text) => {
    expect(() => readAddresses(text)).toThrow(/is no mail address/)
  })

  it('are read again as they were written, whatever a name holds', () => {
    const parts = fc.constantFrom(
      'a',
      ' ',
      '"',
      '\\',
      ',',
      '<',
      '>',
      '@',
      '(',
      ')',
      ':',
      ';',
      'é',
      'b@y.org',
    )
    fc.assert(
      fc.property(fc.string({ unit: parts, maxLength: 8 }), (letters) => {
        const given = { name: letters.replaceAll(/\s+/g, ' ').trim(), address: 'j@x.org' }
        expect(readAddresses(addressText(given))).toEqual([given])
      }),
    )
  })
})
