import { isUtf8 } from 'node:buffer'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { firstBadByte } from './first-bad-byte.ts'

/** Byte by byte: the longest beginning that is UTF-8. */
function slowly(bytes: Uint8Array): number {
  let end = bytes.length
  while (!isUtf8(bytes.subarray(0, end))) end--
  return end
}

it.each([
  [[0xe4], 0],
  [[0x22, 0xc3, 0x22], 1],
  [[0x22, 0xf0, 0x9f, 0x98], 1],
  [[0xc3, 0xa4, 0xed, 0xa0, 0x80], 2],
  [[0xf0, 0x9f, 0x98, 0x80, 0x80], 4],
])('finds it in %j', (bytes, expected) => {
  expect(firstBadByte(Uint8Array.from(bytes))).toBe(expected)
})

it('finds it anywhere, whatever comes before and after', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'ä', '語', '😀'), maxLength: 40 })
  const bad = fc.constantFrom([0x80], [0xc3], [0xf0, 0x9f], [0xed, 0xa0, 0x80], [0xff])
  fc.assert(
    fc.property(text, bad, text, (before, bytes, after) => {
      const all = Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)])
      expect(firstBadByte(all)).toBe(slowly(all))
    }),
  )
})

it('finds it in what is read in several pieces', () => {
  for (const filler of ['a', 'ä', '語', '😀', 'a😀']) {
    for (const characters of [65_534, 65_536, 200_000]) {
      const before = Buffer.from(filler.repeat(characters))
      const all = Buffer.concat([before, Buffer.from([0xff]), before])
      expect(firstBadByte(all)).toBe(before.length)
    }
  }
})
