import { expect, it } from 'vitest'
import { listText, objectText } from './json-text.ts'

const textOf = async (body: object) =>
  joined(Array.isArray(body) ? listText([[...body]]) : objectText(body))
const joined = async (pieces: AsyncIterable<Buffer>) =>
  Buffer.concat(await Array.fromAsync(pieces)).toString('utf8')

async function* chunksOf<Item>(...chunks: Item[][]): AsyncGenerator<Item[]> {
  yield* chunks
}

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
  expect(await textOf(body as object)).toBe(JSON.stringify(body))
})

it('writes lists that come bit by bit as if they were there', async () => {
  const [few, many] = [items(3), items(1500)]
  const body = { counts: { a: 1 }, boots: chunksOf(few, [], many), tests: chunksOf(), z: 1 }
  const expected = { counts: { a: 1 }, boots: [...few, ...many], tests: [], z: 1 }
  expect(await textOf(body)).toBe(JSON.stringify(expected))
  const alone = await joined(listText(chunksOf([], many, few)))
  expect(alone).toBe(JSON.stringify([...many, ...few]))
})

it('holds nothing of which the text waits for its client', async () => {
  const chunk = items(1500)
  const text = listText([chunk])
  await text.next()
  expect(chunk).toHaveLength(500)
  await text.next()
  expect(chunk).toEqual([])
})

it('leaves a list of a body as it is', async () => {
  const body = { tests: items(3) }
  await textOf(body)
  expect(body).toEqual({ tests: items(3) })
})

it('lets others run while it writes a long list', async () => {
  let turns = 0
  let isWriting = true
  const takeTurn = () => {
    turns += 1
    if (isWriting) setImmediate(takeTurn)
  }
  setImmediate(takeTurn)
  await textOf({ tests: items(40_000) })
  isWriting = false
  expect(turns).toBeGreaterThanOrEqual(39)
})
