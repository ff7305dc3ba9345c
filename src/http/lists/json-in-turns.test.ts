import { expect, it } from 'vitest'
import { jsonBytes } from './json-in-turns.ts'

const items = (count: number) =>
  Array.from({ length: count }, (_, id) => ({ id, text: `"Ü${id}`, none: undefined }))

it.each([
  ['nothing', {}],
  ['values of every kind', { a: null, b: [], c: 'ü', d: undefined, e: { f: [1] }, g: [undefined] }],
  ['names that are special elsewhere', JSON.parse('{"__proto__":[1],"con\\"structor":[2]}')],
  ['lists as long as a turn', { tests: items(1000), boots: items(1) }],
  ['lists longer than a turn', { common: {}, tests: items(2001), boots: items(1001) }],
  ['a list by itself', items(1001)],
  ['an empty list', []],
  ['a long map', { extras: Object.fromEntries(items(2500).map((one) => [one.text, one])) }],
  [
    'a long map with members that are undefined',
    {
      map: { ...Object.fromEntries(items(1000).map(({ text }) => [text, undefined])), 1: 1, z: 2 },
    },
  ],
])('writes %s as JSON.stringify does', async (_, body) => {
  const bytes = await jsonBytes(body as object)
  expect(Buffer.from(bytes).toString()).toBe(JSON.stringify(body))
})

it('lets others run while it writes a long list', async () => {
  let turns = 0
  let isWriting = true
  const takeTurn = () => {
    turns += 1
    if (isWriting) setImmediate(takeTurn)
  }
  setImmediate(takeTurn)
  await jsonBytes({ tests: items(40_000) })
  isWriting = false
  expect(turns).toBeGreaterThanOrEqual(40)
})
