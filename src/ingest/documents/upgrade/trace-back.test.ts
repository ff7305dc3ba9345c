import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../platform/json/json-object.ts'
import { type Segments, segmentsOf, valueAt } from '../faults/json-pointer.ts'
import type { FormatVersion } from '../schema/format-versions.ts'
import { prepareExample, refusalOf } from '../testing/example-documents.ts'
import { fullDocumentOf, placesIn } from '../testing/old-documents.ts'
import { validate } from '../validate.ts'
import { sourcesByMajor } from './sources.ts'
import { upgradeDocument } from './upgrade-document.ts'

function traced(version: FormatVersion, pointer: string): string | undefined {
  const traceBack = upgradeDocument(fullDocumentOf(version, 1), version)
  const [fault] = traceBack([{ pointer, message: '' }]).toArray()
  return fault?.pointer
}

type Moves = Readonly<Record<string, string>>

const revisionOf3 = {
  '/checkouts': '/revisions',
  '/checkouts/0': '/revisions/0',
  '/checkouts/0/git_repository_url': '/revisions/0/git_repository_url',
  '/checkouts/0/misc/description': '/revisions/0/misc/description',
  '/checkouts/0/id': '/revisions/0/id',
  '/checkouts/0/patchset_hash': '/revisions/0/id',
  '/checkouts/0/patchset_files': '/revisions/0/patch_mboxes',
  '/checkouts/0/patchset_files/0/name': '/revisions/0/patch_mboxes/0/name',
  '/checkouts/0/start_time': '/revisions/0/discovery_time',
  '/checkouts/0/comment': '/revisions/0/description',
}
const commentsOf3 = {
  '/builds/0/comment': '/builds/0/description',
  '/tests/0/comment': '/tests/0/description',
  '/tests/0/environment/comment': '/tests/0/environment/description',
  '/tests/0/environment/misc/comment': '/tests/0/environment/misc/comment',
}
const commitOf2 = {
  '/checkouts/0/git_commit_hash': '/revisions/0/git_repository_commit_hash',
  '/checkouts/0/git_commit_name': '/revisions/0/git_repository_commit_name',
}

const moves: Readonly<Record<string, Moves>> = {
  '1.1': {
    ...revisionOf3,
    ...commentsOf3,
    ...commitOf2,
    '/checkouts/0/id': '/revisions/0/origin_id',
    '/checkouts/0/origin': '/revisions/0/origin',
    '/checkouts/0/patchset_hash': '/revisions/0/origin_id',
    '/builds/0/id': '/builds/0/origin_id',
    '/builds/0/origin': '/builds/0/origin',
    '/builds/0/checkout_id': '/builds/0/revision_origin_id',
    '/builds/0/input_files/0/name': '/builds/0/input_files/0/name',
    '/builds/0/output_files/0/name': '/builds/0/output_files/0/name',
    '/tests/0/id': '/tests/0/origin_id',
    '/tests/0/origin': '/tests/0/origin',
    '/tests/0/build_id': '/tests/0/build_origin_id',
    '/tests/0/output_files/0/name': '/tests/0/output_files/0/name',
    '/incidents/0/id': '/tests/0/origin_id',
    '/incidents/0/test_id': '/tests/0/origin_id',
  },
  '2.0': {
    ...revisionOf3,
    ...commentsOf3,
    ...commitOf2,
    '/checkouts/0/origin': '/revisions/0/id',
    '/builds/0/id': '/builds/0/id',
    '/builds/0/origin': '/builds/0/id',
    '/builds/0/checkout_id': '/builds/0/revision_id',
    '/tests/0/id': '/tests/0/id',
    '/tests/0/origin': '/tests/0/id',
    '/tests/0/build_id': '/tests/0/build_id',
    '/incidents/0/id': '/tests/0/id',
  },
  '3.0': {
    ...revisionOf3,
    ...commentsOf3,
    '/checkouts/0/origin': '/revisions/0/origin',
    '/checkouts/0/git_commit_hash': '/revisions/0/git_commit_hash',
    '/builds/0/origin': '/builds/0/origin',
    '/builds/0/checkout_id': '/builds/0/revision_id',
    '/incidents/0/id': '/tests/0/id',
  },
  '4.5': {
    '/checkouts/0/comment': '/checkouts/0/comment',
    '/builds/0/status': '/builds/0/valid',
    '/incidents/0/id': '/incidents/0/id',
    '/incidents/1/id': '/tests/0/id',
    '/incidents/1/test_id': '/tests/0/id',
  },
  '5.0': { '/builds/0/status': '/builds/0/status' },
}

describe.each(Object.entries(moves))('a document of version %s', (version, pointers) => {
  it.each(Object.entries(pointers))('has what becomes %s at %s', (upgraded, submitted) => {
    expect(traced(version as FormatVersion, upgraded)).toBe(submitted)
  })

  it('has moved nothing else', () => {
    const tested = Object.keys(pointers).map((pointer) => pointer.replaceAll('/0', '/*'))
    for (const [table, places] of Object.entries(sourcesByMajor[Number.parseInt(version)] ?? {})) {
      for (const place of Object.keys(places)) expect(tested).toContain(`/${table}/*/${place}`)
    }
  })
})

describe('a fault that shows after the upgrade', () => {
  const revision = { origin: 'o', origin_id: 'r' }
  const build = { origin: 'o', origin_id: 'b', revision_origin: 'o', revision_origin_id: 'r' }
  const test = { origin: 'o', origin_id: 't', build_origin: 'o', build_origin_id: 'b' }
  const faultsOf = (tables: JsonObject) => refusalOf({ version: '1', ...tables }).faults

  it('is told with what became of the value', () => {
    expect(faultsOf({ revisions: [{ ...revision, origin_id: 'r+p' }] })).toEqual([
      {
        pointer: '/revisions/0/origin_id',
        message:
          'becomes patchset_hash, which is "p", but must be empty or exactly 64 of 0-9 and a-f',
      },
    ])
    const tooLong = { ...test, origin_id: 'x'.repeat(1990), waived: true }
    expect(faultsOf({ tests: [test, tooLong] })).toEqual([
      {
        pointer: '/tests/1/origin_id',
        message:
          'becomes id, which becomes id of an incident, which ' +
          'has 2003 bytes, but must have at most 2000',
      },
    ])
  })

  it('is told in plain words where the value stayed the same', () => {
    expect(faultsOf({ revisions: [{ ...revision, description: '\0' }] })).toEqual([
      {
        pointer: '/revisions/0/description',
        message: 'is "\\u0000", but must be a text without U+0000',
      },
    ])
  })

  it('is told once, at the part of an id that is at fault', () => {
    expect(faultsOf({ builds: [{ ...build, origin: '' }] })).toMatchObject([
      { pointer: '/builds/0/origin' },
    ])
    expect(faultsOf({ builds: [{ ...build, origin: 'x'.repeat(2001) }] })).toMatchObject([
      { pointer: '/builds/0/origin' },
    ])
    expect(faultsOf({ tests: [{ ...test, build_origin: '', origin_id: '\0' }] })).toMatchObject([
      { pointer: '/tests/0/origin_id' },
      { pointer: '/tests/0/build_origin' },
    ])
  })
})

/** Values that some property of an old version allows although they cannot be stored. */
const plantedValues = [
  '',
  'o:\0',
  'x/y\0',
  'a..b',
  'git://x/',
  `o:${'x'.repeat(1990)}`,
  `o:${'x'.repeat(2000)}`,
  'x'.repeat(2001),
  `o:${'a'.repeat(40)}+x`,
  `${'a'.repeat(40)}+\0`,
  '0001-01-01T00:00:00+00:01',
  '9999-12-31T23:59:59.9999995Z',
  2 ** 31,
]

/** A document with one of these values in it, and where. */
type Planted = { version: FormatVersion; document: JsonObject; pointer: string; value: unknown }

const planted: fc.Arbitrary<Planted> = fc
  .record({
    version: fc.constantFrom<FormatVersion>('1.1', '2.0', '3.0', '4.0', '4.5'),
    value: fc.constantFrom(...plantedValues),
    waived: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
    index: fc.nat(2),
    place: fc.nat(),
  })
  .map(({ version, value, waived, index, place }) => {
    const document = fullDocumentOf(version, waived.length)
    for (const [test, isWaived] of waived.entries()) {
      plant(document, ['tests', String(test), 'waived'], isWaived)
    }
    const pointers = placesIn(version, index % waived.length)
    const pointer = pointers[place % pointers.length] ?? ''
    plant(document, segmentsOf(pointer), value)
    return { version, document, pointer, value }
  })

function plant(document: JsonObject, segments: Segments, value: unknown): void {
  Reflect.set(Object(valueAt(document, segments.slice(0, -1))), segments.at(-1) ?? '', value)
}

it('leads every fault that shows after the upgrade to the value that was submitted', () => {
  const telling: string[] = []
  const property = fc.property(planted, ({ version, document, pointer, value }) => {
    const prepared = prepareExample(document)
    if (prepared.accepted || validate(document, version).length > 0) return
    expect(prepared.refusal.faults.map((fault) => fault.pointer)).toEqual([pointer])
    expect(valueAt(document, segmentsOf(pointer))).toBe(value)
    telling.push(pointer)
  })
  // until enough of them were told, whatever the dice say
  while (telling.length < 100) fc.assert(property, { numRuns: 200 })
})
