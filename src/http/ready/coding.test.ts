import { expect, it } from 'vitest'
import { codingFor, codings, pack, unpack } from './coding.ts'

it.each([
  [undefined, 'identity'],
  ['', 'identity'],
  ['*', 'identity'],
  ['deflate', 'identity'],
  ['gzip', 'gzip'],
  ['X-Gzip', 'gzip'],
  ['br', 'br'],
  ['gzip, deflate, br', 'gzip'],
  ['gzip, deflate, br, zstd', 'zstd'],
  ['gzip, zstd;q=0', 'gzip'],
])('Accept-Encoding: %s gets %s', (header, coding) => {
  expect(codingFor(header)).toBe(coding)
})

it.each(codings)('%s gives back what was packed', async (coding) => {
  const body = Buffer.from('{"tests":[]}'.repeat(100))
  expect(await unpack(await pack(body, coding), coding)).toEqual(body)
})
