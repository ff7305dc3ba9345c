import fc from 'fast-check'
import { expect, it } from 'vitest'
import { keysOf } from './key-of-body.ts'

it('gives each body a key of its own, the same whatever was asked for before', () => {
  const keyOf = keysOf('route\n/path\n\n\n')
  const bodies = fc.array(fc.uint8Array({ maxLength: 2 }).map((bytes) => Buffer.from(bytes)))
  fc.assert(
    fc.property(bodies, (some) => {
      for (const body of [null, ...some]) {
        expect(keyOf(body)).toBe(keysOf('route\n/path\n\n\n')(body))
      }
      const different = new Set(some.map((body) => body.toString('hex')))
      expect(new Set(some.map(keyOf)).size).toBe(different.size)
    }),
  )
})

it('tells a body from none, from what is not text, and from the same at another address', () => {
  const keyOf = keysOf('one')
  const bodies = [null, Buffer.of(), Buffer.from('ÿ'), Buffer.from([0xff]), Buffer.alloc(3_000)]
  const keys = [keysOf('other')(Buffer.of()), ...bodies.map(keyOf)]
  expect(new Set(keys).size).toBe(keys.length)
})
