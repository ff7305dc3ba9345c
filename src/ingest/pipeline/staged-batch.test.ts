import { expect, test } from 'vitest'
import { prepareExample, smallestItems } from '../documents/testing/example-documents.ts'
import { encodeDocument } from './encode-document.ts'
import type { PreparedFile } from './prepared-document.ts'
import { stagedBatch } from './staged-batch.ts'

/** A prepared file of version 5.3 with these lists. */
function fileOf(lists: Record<string, readonly object[]>): PreparedFile {
  const prepared = prepareExample({ version: { major: 5, minor: 3 }, ...lists })
  if (!prepared.accepted) throw new Error(prepared.refusal.message)
  const file = { name: 'a.json', size: 1, modifiedMs: 0 }
  return { kind: 'prepared', file, document: encodeDocument(prepared) }
}

const testNamed = (id: string) => ({ ...smallestItems.tests, id })
const issueOf = (id: string, version: number) => ({ ...smallestItems.issues, id, version })

test('joins the rows of all files in their order', () => {
  const files = ['o:b', 'o:a', 'o:c'].map((id) => fileOf({ tests: [testNamed(id)] }))
  const { tests, builds } = stagedBatch(files)
  const lines = Buffer.concat([...tests.copyText])
    .toString()
    .trimEnd()
    .split('\n')
  expect(lines.map((line) => line.split('\t')[2])).toEqual(['o:b', 'o:a', 'o:c'])
  expect(tests).toMatchObject({ rows: 3, repeatsKeys: false })
  expect(builds).toMatchObject({ rows: 0, repeatsKeys: false })
})

test('sees a key that is repeated in one document, and in two', () => {
  const twice = [testNamed('o:a'), testNamed('o:a')]
  expect(stagedBatch([fileOf({ tests: twice })]).tests.repeatsKeys).toBe(true)
  const files = twice.map((item) => fileOf({ tests: [item] }))
  expect(stagedBatch(files).tests.repeatsKeys).toBe(true)
})

test('tells versions of an issue apart, whatever their ids look like (O-19)', () => {
  const versions = [issueOf('o:i', 1), issueOf('o:i', 11), issueOf('o:i1', 1)]
  expect(stagedBatch([fileOf({ issues: versions })]).issues.repeatsKeys).toBe(false)
  const again = fileOf({ issues: [...versions, issueOf('o:i', 11)] })
  expect(stagedBatch([again]).issues.repeatsKeys).toBe(true)
})
