import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PathSet } from './path-set.ts'

const ids = fc.array(fc.nat({ max: 2000 }))

test('a set of paths holds what was put into it, one by one or together', () => {
  fc.assert(
    fc.property(ids, ids, fc.nat({ max: 4000 }), (one, other, asked) => {
      const first = new PathSet().with(one)
      const expected = new Set([...one, ...other])
      for (const both of [first.with(other), first.union(new PathSet().with(other))]) {
        expect(both.isEmpty).toBe(expected.size === 0)
        for (const id of [...expected, asked]) expect(both.has(id)).toBe(expected.has(id))
      }
      expect(first.has(asked)).toBe(one.includes(asked))
    }),
  )
})
