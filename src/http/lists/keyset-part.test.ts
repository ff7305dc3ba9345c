import { describe, expect, it } from 'vitest'
import type { ListPage } from '../../read/list-page.ts'
import { readPart, readRest, streamRest } from './keyset-part.ts'
import { timedList } from './timed-list.ts'

const all = Array.from({ length: 9000 }, (_, place) => ({
  id: String(place).padStart(5, '0'),
  start_time: null,
}))
const pages: ListPage[] = []
const list = timedList(async (page: ListPage) => {
  pages.push(page)
  const start = page.after === null ? 0 : Number(page.after.id) + 1
  return all.slice(start, page.most === null ? undefined : start + page.most)
})

describe('a list that is read part by part', () => {
  it('is exported chunk by chunk, and no chunk is read before it is wanted', async () => {
    pages.length = 0
    const { chunks, next } = await streamRest(list, null)
    expect(next).toBeNull()
    const sizes: number[] = []
    const found: string[] = []
    for await (const chunk of chunks) {
      sizes.push(chunk.length)
      found.push(...chunk.map(({ id }) => id))
      expect(pages).toHaveLength(sizes.length)
    }
    expect(sizes).toEqual([4000, 4000, 1000])
    expect(found).toEqual(all.map(({ id }) => id))
  })

  it('knows that nothing follows by one item more', async () => {
    const cursor = { key: [null, '08997'], position: 8998 }
    expect((await readPart(list, cursor, 2)).next).toBeNull()
    expect((await readPart(list, cursor, 1)).next).toEqual({ key: [null, '08998'], position: 8999 })
    expect((await readPart(list, { key: [null, '08999'], position: 9000 }, 2)).next).toBeNull()
  })

  it.each([
    [['2025-07-16T08:45:53Z', 'a']],
    [['2025-07-16T08:45:53.120001Z', '']],
    [['0001-01-01T00:00:00Z', 'a']],
    [[null, 'a']],
  ])('goes on after %j', async (key) => {
    await readRest(list, { key, position: 1 })
    expect(pages.at(-1)).toEqual({ after: { startTime: key[0], id: key[1] }, most: null })
  })

  it.each([
    [['infinity', 'a']],
    [['2025-02-30T00:00:00Z', 'a']],
    [['1752655553', 'a']],
    [['2025-07-16', 'a']],
    [['', 'a']],
    [[5, 'a']],
    [[null, 5]],
    [[null]],
    [[null, 'a\0']],
  ])('refuses the made-up key %j', async (key) => {
    await expect(readRest(list, { key, position: 1 })).rejects.toMatchObject({
      code: 'invalid_cursor',
    })
  })
})
