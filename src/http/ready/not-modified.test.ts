import { expect, it } from 'vitest'
import { isNotModified } from './not-modified.ts'

it.each([
  ['W/"a"', true],
  ['"a"', true],
  ['*', true],
  [' * ', true],
  ['W/"b", W/"a"', true],
  ['"b","a"', true],
  ['"b"', false],
  ['W/"a', false],
  ['a', false],
  ['"x, W/"', false],
  ['', false],
  [undefined, false],
])('If-None-Match: %s, of W/"a": %s', (header, expected) => {
  expect(isNotModified(header, 'W/"a"')).toBe(expected)
})

it('takes a comma within a tag for a part of it', () => {
  expect(isNotModified('"a,b"', 'W/"a,b"')).toBe(true)
  expect(isNotModified('"a,b"', 'W/"b"')).toBe(false)
})
