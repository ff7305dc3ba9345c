import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ResponseReader } from './response-reader.ts'

const ofLength = 'HTTP/1.1 200 OK\r\nContent-Length: 11\r\nvary: x\r\n\r\nhello\r\n\r\n{}'
const inPieces =
  'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nab\r\n\r\nC\r\n0\r\n\r\n7777777\r\n0\r\n\r\n'
const unchanged = 'HTTP/1.1 304 Not Modified\r\netag: "a"\r\ncontent-length: 70\r\n\r\n'

it.each([
  [ofLength, 200, 11],
  [inPieces, 200, 16],
  [unchanged, 304, 0],
])('finds the end of an answer, however it arrives: %j', (text, status, bodyBytes) => {
  const reader = new ResponseReader()
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 30 })), (sizes) => {
      reader.begin()
      const ends: boolean[] = []
      let at = 0
      for (const size of [...sizes, text.length]) {
        if (at >= text.length) break
        ends.push(reader.take(Buffer.from(text.slice(at, at + size))))
        at += size
      }
      // at the last byte and not before
      expect(ends.indexOf(true)).toBe(ends.length - 1)
      expect(reader).toMatchObject({ status, bodyBytes })
    }),
  )
})

it('says when more arrives than was asked for, and when it understands nothing', () => {
  const reader = new ResponseReader()
  expect(() => reader.take(Buffer.from(`${ofLength}more`))).toThrow('more arrived')
  reader.begin()
  expect(() => reader.take(Buffer.from('HTTP/1.1 200 OK\r\n\r\nno size\r\n'))).toThrow('no size')
})
