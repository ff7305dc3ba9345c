import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kcidbTables } from '../../../store/app/schema/kcidb-tables.ts'
import { type Outline, OutlineReader } from './outline.ts'

const item = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }))

/** Documents of the plain form, as text with any white space between their parts. */
const plainText = fc
  .tuple(
    fc.shuffledSubarray([...kcidbTables], { minLength: 1 }),
    fc.array(fc.array(item, { maxLength: 5 }), { minLength: 5, maxLength: 5 }),
    fc.constantFrom(undefined, 1, '\t\r\n '),
    fc.boolean(),
  )
  .map(([tables, lists, space, versionLast]) => {
    const version = { version: { major: 5, minor: 3 } }
    const members = Object.fromEntries(tables.map((table, index) => [table, lists[index] ?? []]))
    const document = versionLast ? { ...members, ...version } : { ...version, ...members }
    return JSON.stringify(document, null, space)
  })

const sizes = {
  pieceBytes: fc.integer({ min: 1, max: 200 }),
  chunk: fc.integer({ min: 1, max: 64 }),
}

function outlineOf(bytes: Buffer, pieceBytes: number, chunk: number): Outline | undefined {
  const reader = new OutlineReader(pieceBytes)
  for (let at = 0; at < bytes.length; at += chunk) reader.read(bytes.subarray(at, at + chunk), at)
  return reader.outline
}

function partOf(bytes: Buffer, { from, to }: { from: number; to: number }): string {
  return bytes.subarray(from, to).toString()
}

/** The document that the parts make, each parsed by itself. */
function putTogether(bytes: Buffer, { version, pieces }: Outline): Record<string, unknown> {
  const document: Record<string, unknown[]> = {}
  for (const piece of pieces) {
    const items = JSON.parse(`[${partOf(bytes, piece)}]`) as unknown[]
    document[piece.list] = [...(document[piece.list] ?? []), ...items]
  }
  return { ...document, version: JSON.parse(partOf(bytes, version)) }
}

function withoutEmptyLists(document: object): object {
  return Object.fromEntries(
    Object.entries(document).filter(([, value]) => !Array.isArray(value) || value.length > 0),
  )
}

test('the pieces of a document, wherever its bytes are cut, hold its items in their order', () => {
  fc.assert(
    fc.property(plainText, sizes.pieceBytes, sizes.chunk, (text, pieceBytes, chunk) => {
      const bytes = Buffer.from(text)
      const outline = outlineOf(bytes, pieceBytes, chunk)
      if (outline === undefined) throw new Error('no outline of a plain document')
      const whole = JSON.parse(text) as object
      expect(putTogether(bytes, outline)).toEqual(withoutEmptyLists(whole))
    }),
  )
})

test('where pieces are small, there is one for each item', () => {
  const text = '{"version":{},"tests":[{"a":"]}"} , {"b":"\\"{["},{}],"builds":[{}]}'
  const pieces = outlineOf(Buffer.from(text), 1, 100)?.pieces ?? []
  expect(pieces.map((piece) => [piece.list, partOf(Buffer.from(text), piece)])).toEqual([
    ['tests', '{"a":"]}"}'],
    ['tests', '{"b":"\\"{["}'],
    ['tests', '{}'],
    ['builds', '{}'],
  ])
})

test('lists of all versions are known, and named when they are empty', () => {
  const text = '{"version":{},"revisions":[{}],"issues":[]}'
  const outline = outlineOf(Buffer.from(text), 1, 100)
  expect(outline?.lists).toEqual(['revisions', 'issues'])
  expect(outline?.pieces.map(({ list }) => list)).toEqual(['revisions'])
})

test('what is not JSON has no outline, or a piece that is not JSON', () => {
  const structure = fc.constantFrom(
    ...[...'{}[],:"\\ x1'].map((character) => character.charCodeAt(0)),
  )
  const damage = fc.record({
    at: fc.nat(),
    byte: structure,
    kind: fc.constantFrom('cut', 'put', 'set'),
  })
  fc.assert(
    fc.property(plainText, damage, sizes.pieceBytes, (text, { at, byte, kind }, pieceBytes) => {
      const whole = [...Buffer.from(text)]
      const place = at % whole.length
      if (kind === 'cut') whole.splice(place, 1)
      else whole.splice(place, kind === 'put' ? 0 : 1, byte)
      const bytes = Buffer.from(whole)
      if (!parses(() => JSON.parse(bytes.toString()))) {
        const outline = outlineOf(bytes, pieceBytes, 64)
        expect(outline !== undefined && parses(() => putTogether(bytes, outline))).toBe(false)
      }
    }),
  )
})

function parses(parse: () => unknown): boolean {
  try {
    parse()
    return true
  } catch {
    return false
  }
}

test.each([
  ['another member', '{"version":{},"x":[]}'],
  ['a list twice', '{"version":{},"tests":[],"tests":[]}'],
  ['a version twice', '{"version":{},"version":{}}'],
  ['no version', '{"tests":[]}'],
  ['a version that is a text', '{"version":"5.3","tests":[]}'],
  ['a list that is none', '{"version":{},"tests":{}}'],
  ['an item that is no object', '{"version":{},"tests":[1]}'],
  ['a name with an escape', '{"version":{},"test\\u0073":[]}'],
  ['a comma too many', '{"version":{},"tests":[{},]}'],
  ['something after the end', '{"version":{}} {}'],
  ['no end', '{"version":{},"tests":[{}]'],
  ['no object', '[]'],
  ['deep nesting', `{"version":{},"tests":[${'{"a":'.repeat(600)}1${'}'.repeat(600)}]}`],
])('there is no outline of %s', (_, text) => {
  expect(outlineOf(Buffer.from(text), 1000, 1000)).toBeUndefined()
})
