import { z } from '@hono/zod-openapi'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partOf } from './list-part.ts'

const list = { name: 'ids', item: z.object({ id: z.string() }), member: null, key: ['id'] } as const
const items = (...ids: string[]) => ids.map((id) => ({ id }))
const idsOf = (part: ReturnType<typeof partOf<{ id: string }>>) =>
  [...(part.chunks as Iterable<{ id: string }[]>)].flat().map(({ id }) => id)

describe('a part of a list', () => {
  it('makes up the list with all that follow, also when items have the same key', () => {
    const id = fc.constantFrom('a', 'b', 'c')
    fc.assert(
      fc.property(fc.array(id), fc.integer({ min: 1, max: 4 }), (ids, limit) => {
        const all = items(...ids)
        const found: string[] = []
        let part = partOf(list, all, null, limit)
        found.push(...idsOf(part))
        while (part.next !== null) {
          part = partOf(list, all, part.next, limit)
          expect(idsOf(part).length).toBeGreaterThan(0)
          found.push(...idsOf(part))
        }
        expect(found).toEqual(ids)
      }),
    )
  })

  const { next } = partOf(list, items('a', 'b', 'c', 'd'), null, 2)

  it.each([
    ['something came before', items('0', 'a', 'b', 'c', 'd'), ['c', 'd']],
    ['something before went', items('b', 'c', 'd'), ['c', 'd']],
    ['the last one went', items('a', 'c', 'd'), ['d']],
    ['everything went', [], []],
  ])('goes on behind what was given last: %s', (_, now, expected) => {
    expect(idsOf(partOf(list, now, next))).toEqual(expected)
  })
})
