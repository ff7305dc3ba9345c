import { describe, expect, it } from 'vitest'
import { detectVersion } from './detect-version.ts'
import { validate } from './validate.ts'

describe('detectVersion (submission-format.md 1)', () => {
  it.each([
    ['{"major":5,"minor":3}', '5.3'],
    ['{"major":5}', '5.0'],
    ['{"major":5.0,"minor":1.0}', '5.1'],
    ['{"major":4}', '4.0'],
    ['{"major":4,"minor":5}', '4.5'],
    ['{"major":3}', '3.0'],
    ['{"major":2}', '2.0'],
    ['{"major":1,"minor":1}', '1.1'],
    ['"1"', '1.1'],
  ])('finds %s to be %s, and the version accepts it', (version, expected) => {
    const document: unknown = JSON.parse(`{"version":${version}}`)
    expect(detectVersion(document)).toBe(expected)
    expect(validate(document, expected as '5.3')).toEqual([])
  })

  it.each([
    '{"major":1}',
    '"1.0"',
    '"1.1"',
    '"5.3"',
    '"x"',
    '{"major":5,"minor":4}',
    '{"major":4,"minor":6}',
    '{"major":5,"minor":"3"}',
    '{"major":5,"minor":-1}',
    '{"major":true}',
    '{"major":5,"minor":3.5}',
    '{"major":5,"minor":3,"patch":0}',
    '{"minor":3}',
    '{}',
    'null',
    '5',
    '[5,3]',
    '"__proto__"',
  ])('lets no version accept %s', (version) => {
    const document: unknown = JSON.parse(`{"version":${version}}`)
    expect(validate(document, detectVersion(document) ?? '5.3')).not.toEqual([])
  })

  it.each(['null', '[]', '"x"', '1', '{}'])('finds none in the document %s', (text) => {
    expect(detectVersion(JSON.parse(text))).toBeUndefined()
  })
})
