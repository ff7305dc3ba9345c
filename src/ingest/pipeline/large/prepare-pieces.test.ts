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
import { kcidbTables } from '../../../store/app/schema/kcidb-tables.ts'
import { prepareDocument } from '../../documents/prepare-document.ts'
import {
  exampleOptions,
  fullDocument,
  smallestItems,
} from '../../documents/testing/example-documents.ts'
import { fullDocumentOf } from '../../documents/testing/old-documents.ts'
import { formatVersions } from '../../documents/schema/format-versions.ts'
import { spoolFile } from '../../spool/spool-file.ts'
import { encodeDocument } from '../encode-document.ts'
import type { PreparedDocument } from '../prepared-document.ts'
import { prepareInPieces, type PreparedInPieces } from './prepare-pieces.ts'

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

function inPieces(content: string | Buffer, pieceBytes: number): PreparedInPieces | undefined {
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

function acceptedOf(prepared: PreparedInPieces | undefined): PreparedDocument {
  if (prepared === undefined || 'refusal' in prepared) throw new Error('it was not accepted')
  return prepared.document
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
      if (!whole.accepted || joined === undefined || 'refusal' in joined) {
        expect(whole.accepted && encodeDocument(whole).rows > 0).toBe(false)
        return
      }
      compared += 1
      expect(readable(joined.document)).toEqual(readable(encodeDocument(whole)))
    }),
  )
  expect(compared).toBeGreaterThan(20)
})

const tests = [1, 2, 3].map((number) => ({ ...smallestItems.tests, id: `o:t${number}` }))
const document = { version: { major: 5, minor: 3 }, tests }

test('a byte order mark is skipped, digits that a double cannot hold are kept', () => {
  const digits = '{"n":12345678901234567890.12345}'
  const content = `\ufeff${JSON.stringify(document).replace('"o:t2"', `"o:t2","misc":${digits}`)}`
  const prepared = acceptedOf(inPieces(content, 10))
  expect(prepared.rows).toBe(3)
  expect(Buffer.concat(prepared.tables.tests.text).toString()).toContain(
    '12345678901234567890.12345',
  )
})

test('waived tests of version 4 become incidents of one issue, as in the whole', () => {
  const waived = { ...smallestItems.tests, waived: true }
  const old = {
    version: { major: 4, minor: 5 },
    tests: [1, 2, 3, 4].map((number) => ({ ...waived, id: `o:t${number}`, waived: number !== 2 })),
    issues: [{ id: 'o:i', version: 1, origin: 'o' }],
    incidents: [{ id: 'o:in', origin: 'o', issue_id: 'o:i', issue_version: 1, test_id: 'o:t1' }],
  }
  const content = JSON.stringify(old)
  const whole = prepareDocument(Buffer.from(content), options)
  if (!whole.accepted) throw new Error(whole.refusal.message)
  const joined = acceptedOf(inPieces(content, 10))
  expect([joined.tables.issues.rows, joined.tables.incidents.rows]).toEqual([2, 4])
  expect(readable(joined)).toEqual(readable(encodeDocument(whole)))
})

test.each(formatVersions)(
  'every property of version %s becomes what it becomes in the whole',
  (version) => {
    const content = JSON.stringify(fullDocumentOf(version, 3))
    const whole = prepareDocument(Buffer.from(content), options)
    const joined = inPieces(content, 10)
    if (whole.accepted)
      expect(readable(acceptedOf(joined))).toEqual(readable(encodeDocument(whole)))
    else expect(joined).toEqual({ refusal: whole.refusal })
  },
)

/** Items of which some are wrong: for their version, once upgraded, or for the database. */
const wrongDocument = fc
  .record({
    version: fc.constantFrom<object>(
      { major: 3, minor: 0 },
      { major: 4, minor: 0 },
      { major: 5, minor: 3 },
      { major: 5, minor: 3, patch: 1 },
    ),
    faults: fc.array(
      fc.constantFrom(
        {},
        {},
        { path: 1 },
        { id: 'no colon' },
        { start_time: 'x' },
        { path: '' },
        {
          start_time: '9999-12-31T23:59:59-12:00',
        },
      ),
      { minLength: 1, maxLength: 12 },
    ),
    origin: fc.constantFrom('a', 'b'),
  })
  .map(({ version, faults, origin }) => ({
    version,
    tests: faults.map((fault, number) => ({
      ...smallestItems.tests,
      id: `o:t${number}`,
      origin: number % 3 === 0 ? origin : 'o',
      ...fault,
    })),
  }))

test('pieces of any size are refused as the whole document is', () => {
  let compared = 0
  fc.assert(
    fc.property(wrongDocument, fc.integer({ min: 1, max: 500 }), (wrong, pieceBytes) => {
      const content = JSON.stringify(wrong)
      const whole = prepareDocument(Buffer.from(content), options)
      const joined = inPieces(content, pieceBytes)
      if (whole.accepted) expect(joined).toHaveProperty('document')
      else expect(joined).toEqual({ refusal: whole.refusal })
      compared += whole.accepted ? 0 : 1
    }),
  )
  expect(compared).toBeGreaterThan(20)
})

test.each([
  ['an item is no JSON', (text: string) => text.replace('"o:t3"', '"o:t3";')],
  ['an item is not UTF-8', (text: string) => text.replace('"o:t3"', '"o:t\xff"')],
])('tells where in the document, when %s', (_, damaged) => {
  const content = Buffer.from(damaged(JSON.stringify(document)), 'latin1')
  const whole = prepareDocument(content, options)
  if (whole.accepted) throw new Error('it should be refused')
  const place = /(?:position|offset) (\d+)/.exec(whole.refusal.message)?.[1]
  const joined = inPieces(content, 10)
  expect(joined).toMatchObject({ refusal: { code: whole.refusal.code } })
  expect(joined).toMatchObject({
    refusal: { message: expect.stringContaining(`near byte ${place}`) as string },
  })
})

test('a document that breaks off is refused by its outline', () => {
  const content = JSON.stringify(document)
  for (const length of [1, 20, content.length - 1]) {
    const broken = inPieces(content.slice(0, length), 10)
    expect(broken).toMatchObject({ refusal: { code: 'not_json' } })
  }
})

test.each([
  ['the version is unknown', { ...document, version: { major: 5, minor: 9 } }],
  ['a list is of another version', { ...document, revisions: [] }],
  [
    'a list is too new for the version',
    { ...document, version: { major: 4, minor: 0 }, issues: [] },
  ],
  ['a member is unknown', { ...document, toasts: [] }],
  ['there are no items', { ...document, tests: [] }],
])('only a look at the whole helps when %s', (_, other) => {
  expect(acceptedOf(inPieces(JSON.stringify(document), 10)).rows).toBe(3)
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
