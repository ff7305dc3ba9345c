import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { ListPage, TimeKey } from '../../read/list-page.ts'
import { LongList } from '../../read/long-list/long-list.ts'
import { emptyDatabase } from '../../testing/http/app-without-database.ts'
import { readPart } from './keyset-part.ts'
import { timedList } from './timed-list.ts'

const ids = Array.from({ length: 9000 }, (_, place) => String(place).padStart(5, '0'))
const db = emptyDatabase()
let asked: ListPage | undefined

/** What a database would answer, which is not asked here. */
const list = timedList({
  find: () => {
    const rows = ({ after, most }: ListPage) => {
      const start = after === null ? 0 : Number(after.id) + 1
      return ids.slice(start, most === null ? undefined : start + most)
    }
    const found = LongList.of<unknown, { id: string }, TimeKey>(
      (page) => {
        asked = page
        return sql`select`
      },
      () =>
        asked === undefined
          ? []
          : rows(asked).map((id) => ({ item: { id }, key: { startTime: null, id } })),
    )
    return Promise.resolve(found)
  },
})

describe('a list that is read part by part', () => {
  it('knows that nothing follows by one item more', async () => {
    const cursor = { key: [null, '08997'], position: 8998 }
    const part = (place: typeof cursor, limit: number) => readPart(db, list, place, limit)
    expect((await part(cursor, 2)).next).toBeNull()
    expect((await part(cursor, 1)).next).toEqual({ key: [null, '08998'], position: 8999 })
    expect((await part({ key: [null, '08999'], position: 9000 }, 2)).next).toBeNull()
  })

  it('is an error when there is nothing, and the end when nothing follows', async () => {
    const find = () => Promise.resolve(LongList.empty<{ id: string }, TimeKey>())
    const none = timedList({ find, nothing: 'no_issue_tests' })
    await expect(readPart(db, none, null, 1)).rejects.toMatchObject({ code: 'no_issue_tests' })
    const after = { key: [null, 'a'], position: 1 }
    expect(await readPart(db, none, after, 1)).toEqual({ chunks: [[]], next: null })
  })

  it.each([
    [['2025-07-16T08:45:53Z', 'a']],
    [['2025-07-16T08:45:53.120001Z', '']],
    [['0001-01-01T00:00:00Z', 'a']],
    [[null, 'a']],
  ])('goes on after %j', async (key) => {
    await readPart(db, list, { key, position: 1 }, 1)
    expect(asked).toEqual({ after: { startTime: key[0], id: key[1] }, most: 2 })
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
    await expect(readPart(db, list, { key, position: 1 }, 1)).rejects.toMatchObject({
      code: 'invalid_cursor',
    })
  })
})
