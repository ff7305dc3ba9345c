import {
  appendFileSync,
  closeSync,
  fstatSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { kcidbTables } from '../../../store/app/kcidb-tables.ts'
import { prepareDocument } from '../../documents/prepare-document.ts'
import {
  exampleOptions,
  fullDocument,
  smallestItems,
} from '../../documents/testing/example-documents.ts'
import { spoolFile } from '../../spool/spool-file.ts'
import { encodeDocument } from '../encode-document.ts'
import type { PreparedDocument } from '../prepared-document.ts'
import { prepareInPieces } from './prepare-pieces.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'treeline-pieces-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const full = fullDocument()

const options = { ...exampleOptions, excerpts: { threshold: 2, urlIfKept: () => null } }

/** Items of a table, some with every property, some with few, texts that COPY and JSON escape. */
const anyDocument = fc
  .record({
    counts: fc.array(fc.nat({ max: 4 }), { minLength: 5, maxLength: 5 }),
    text: fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !text.includes('\0')),
    origins: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }),
    number: fc.double({ noNaN: true, noDefaultInfinity: true }),
    minor: fc.constantFrom(2, 3),
  })
  .map(({ counts, text, origins, number, minor }) => {
    const items = kcidbTables.map((table, index) => [
      table,
      Array.from({ length: counts[index] ?? 0 }, (_, at) => ({
        ...(at % 2 === 0 ? full[table][0] : smallestItems[table]),
        origin: origins[at % origins.length],
        misc: { text, number },
      })),
    ])
    return { version: { major: 5, minor }, ...Object.fromEntries(items) }
  })

function inPieces(content: string, pieceBytes: number): PreparedDocument | undefined {
  const path = join(folder, 'a.json')
  writeFileSync(path, content)
  const descriptor = openSync(path, 'r')
  try {
    const file = spoolFile('a.json', fstatSync(descriptor))
    return prepareInPieces(descriptor, file, options, pieceBytes)
  } finally {
    closeSync(descriptor)
  }
}

/** With the rows of each table as one text. */
function readable({ tables, ...document }: PreparedDocument) {
  const texts = kcidbTables.map((table) => [
    table,
    { rows: tables[table].rows, text: Buffer.concat(tables[table].text).toString() },
  ])
  return { ...document, tables: Object.fromEntries(texts) }
}

test('pieces of any size make what the whole document makes', () => {
  let compared = 0
  fc.assert(
    fc.property(anyDocument, fc.integer({ min: 1, max: 5000 }), (document, pieceBytes) => {
      const content = JSON.stringify(document)
      const whole = prepareDocument(Buffer.from(content), options)
      const joined = inPieces(content, pieceBytes)
      if (!whole.accepted || joined === undefined) {
        expect(whole.accepted && encodeDocument(whole).rows > 0).toBe(false)
        return
      }
      compared += 1
      expect(readable(joined)).toEqual(readable(encodeDocument(whole)))
    }),
  )
  expect(compared).toBeGreaterThan(20)
})

const tests = [1, 2, 3].map((number) => ({ ...smallestItems.tests, id: `o:t${number}` }))
const document = { version: { major: 5, minor: 3 }, tests }

test('a byte order mark is skipped, digits that a double cannot hold are kept', () => {
  const digits = '{"n":12345678901234567890.12345}'
  const content = `\ufeff${JSON.stringify(document).replace('"o:t2"', `"o:t2","misc":${digits}`)}`
  const prepared = inPieces(content, 10)
  expect(prepared?.rows).toBe(3)
  expect(Buffer.concat(prepared?.tables.tests.text ?? []).toString()).toContain(
    '12345678901234567890.12345',
  )
})

test.each([
  ['an item is refused', { ...document, tests: [...tests, { id: 'o:t4' }] }],
  ['the version has another member', { ...document, version: { major: 5, minor: 3, patch: 1 } }],
  ['the version is unknown', { ...document, version: { major: 5, minor: 9 } }],
  ['the version is older', { ...document, version: { major: 4, minor: 5 } }],
  ['a member is unknown', { ...document, toasts: [] }],
  ['there are no items', { ...document, tests: [] }],
])('only a look at the whole helps when %s', (_, other) => {
  expect(inPieces(JSON.stringify(document), 10)?.rows).toBe(3)
  expect(inPieces(JSON.stringify(other), 10)).toBeUndefined()
})

test('a file that grows while it is read is not taken in pieces', () => {
  const path = join(folder, 'grows.json')
  writeFileSync(path, JSON.stringify(document))
  const descriptor = openSync(path, 'r')
  const file = spoolFile('grows.json', fstatSync(descriptor))
  appendFileSync(path, ' ')
  expect(prepareInPieces(descriptor, file, exampleOptions)).toBeUndefined()
  closeSync(descriptor)
})
