import { expect, test } from 'vitest'
import { withoutTrailBytes } from './client-encoding.ts'

/** A character per byte. */
const bytes = (...values: number[]) => String.fromCharCode(...values)

test.each([
  ['SJIS', bytes(0x95, 0x5c), 'a letter that ends in a backslash'],
  ['shift_jis_2004', bytes(0x81, 0x5c), 'the same'],
  ['BIG5', bytes(0xa5, 0x5c), 'the same'],
  ['gbk', bytes(0xd5, 0x5c), 'the same'],
  ['UHC', bytes(0x81, 0x41), 'a letter that ends in A'],
  ['Johab', bytes(0x88, 0x5c), 'a letter that ends in a backslash'],
  ['GB18030', bytes(0xd5, 0x5c), 'the same'],
])('%s: %j is %s', (encoding, letter) => {
  expect(withoutTrailBytes(`a'${letter}'b`, encoding)).toBe(`a'${letter.charAt(0)}\u00FF'b`)
})

test('a letter may have one byte, or four', () => {
  expect(withoutTrailBytes(bytes(0xb1, 0x27), 'sjis')).toBe(bytes(0xb1, 0x27))
  const four = bytes(0x81, 0x30, 0x81, 0x30)
  expect(withoutTrailBytes(`${four}'`, 'gb-18030')).toBe(`\u0081\u00FF\u00FF\u00FF'`)
})

test('a letter that is cut off takes no more than there is', () => {
  expect(withoutTrailBytes(bytes(0x95), 'SJIS')).toBe(bytes(0x95))
})

test.each(['UTF8', 'LATIN1', 'EUC_JP'])('%s needs no care', (encoding) => {
  const line = bytes(0x95, 0x5c, 0xc3, 0xa9)
  expect(withoutTrailBytes(line, encoding)).toBe(line)
})
