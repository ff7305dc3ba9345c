import { Hono } from 'hono'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cursor, cursorText, readCursor } from './cursor.ts'

const app = new Hono()
let action: (c: Parameters<typeof cursorText>[0]) => unknown
app.get('*', (c) => c.json(action(c) ?? null))
app.onError((error, c) => c.json({ code: Reflect.get(error, 'code') }, 400))

async function at(path: string, what: typeof action): Promise<unknown> {
  action = what
  return (await app.request(path)).json()
}
const write = (path: string, cursor: Cursor) => at(path, (c) => cursorText(c, cursor))
const read = (path: string, text: unknown) => at(path, (c) => readCursor(c, String(text)))

const cursor = { key: ['2025-07-16T08:45:53Z', 'maestro:1'], position: 3 }

describe('a cursor', () => {
  it('is read as it was written', async () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.array(fc.string()))
    const any = fc.record({ key: fc.array(value, { minLength: 1 }), position: fc.nat() })
    await fc.assert(
      fc.asyncProperty(any, async (one) => {
        expect(await read('/a?x=1', await write('/a?x=1', one))).toEqual(one)
      }),
    )
  })

  it('belongs to a list, in whatever parts it is asked for', async () => {
    const text = await write('/a?x=1&y=2&limit=2', cursor)
    expect(text).toMatch(/^[\w-]+$/)
    expect(await read(`/a?cursor=${text}&limit=7&y=2&x=1`, text)).toEqual(cursor)
    for (const path of ['/b?x=1&y=2', '/a?x=1', '/a?x=1&y=3', '/a?x=1&x=1&y=2', '/a']) {
      expect(await read(path, text)).toEqual({ code: 'invalid_cursor' })
    }
  })

  const inside = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

  it.each([
    '',
    'nonsense',
    inside(null),
    inside([1, 'x', 0, ['a']]),
    inside([2, 'x', -1, ['a']]),
    inside([2, 'x', 0, []]),
    inside([2, 'x', 0, [{}]]),
    '['.repeat(4000),
  ])('is not %j', async (text) => {
    expect(await read('/a', text)).toEqual({ code: 'invalid_cursor' })
  })
})
