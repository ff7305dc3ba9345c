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

  describe('of a list that says how it is sorted', () => {
    const timed = {
      ...list,
      item: z.object({ time: z.string().nullable(), id: z.string() }),
      key: ['time', 'id'],
      order: ['newest first', 'ascending'],
    } as const
    type Timed = { time: string | null; id: string }
    const at = (second: string | null, id: string): Timed => ({
      time: second === null ? null : `2026-02-01T00:00:${second}Z`,
      id,
    })
    const [a, b, c, d] = [at('03', 'a'), at('02.5', 'b'), at('02', 'c'), at(null, 'd')]
    const given = partOf<Timed>(timed, [a, b, c, d], null, 2).next

    it.each<[string, Timed[], string[]]>([
      ['the last one went', [a, c, d], ['c', 'd']],
      ['it moved to the front', [at('09', 'b'), a, c, d], ['c', 'd']],
      ['it moved, and something came', [at('10', 'z'), at('09', 'b'), a, c, d], ['c', 'd']],
      ['it moved on', [a, c, at('01', 'b'), d], ['c', 'b', 'd']],
      ['all that was given went', [c, d], ['c', 'd']],
      ['all went but what is unknown', [d], ['d']],
    ])('goes on behind where the last one would be: %s', (_, now, expected) => {
      const part = partOf<Timed>(timed, now, given)
      expect([...(part.chunks as Iterable<Timed[]>)].flat().map(({ id }) => id)).toEqual(expected)
    })
  })
})
