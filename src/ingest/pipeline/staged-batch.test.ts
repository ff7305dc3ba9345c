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

test('joins the rows of all files in their order', () => {
  const files = ['o:b', 'o:a', 'o:c'].map((id) => fileOf({ tests: [testNamed(id)] }))
  const { tests, builds } = stagedBatch(files)
  const lines = Buffer.concat([...tests.copyText])
    .toString()
    .trimEnd()
    .split('\n')
  expect(lines.map((line) => line.split('\t')[2])).toEqual(['o:b', 'o:a', 'o:c'])
  expect([tests.rows, builds.rows]).toEqual([3, 0])
})
