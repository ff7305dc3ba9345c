import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { documentBytesMax } from '../documents/parsing/decode-document.ts'
import { receivedAt } from '../documents/testing/example-documents.ts'
import { spoolFile, type SpoolFile } from '../spool/spool-file.ts'
import { smallDocument } from '../testing/small-documents.ts'
import { prepareFile } from './prepare-file.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'treeline-prepare-'))
})
afterEach(() => rm(root, { recursive: true }))

const text = JSON.stringify(smallDocument('a'))

async function dropped(content: string): Promise<SpoolFile> {
  await writeFile(join(root, 'a.json'), content)
  return spoolFile('a.json', await stat(join(root, 'a.json')))
}

function prepare(file: SpoolFile) {
  const settings = { root, automaticLab: /^k8s/, treeNames: new Map<string, string>() }
  return prepareFile({ kind: 'prepare', file, receivedAt }, settings)
}

test('reads a document and encodes its rows', async () => {
  const file = await dropped(text)
  expect(prepare(file)).toMatchObject({
    kind: 'prepared',
    asked: file,
    file,
    document: { rows: 4 },
  })
})

test('tells the file as it was when it was read, which may be another than was asked for', async () => {
  const asked = await dropped('')
  const file = await dropped(text)
  expect(prepare(asked)).toMatchObject({ kind: 'prepared', asked, file })
})

test('a file that vanished, or that somebody has begun to write anew, is somebody else’s (ingestion.md O-8)', async () => {
  const asked = await dropped(text)
  await truncate(join(root, 'a.json'))
  expect(prepare(asked)).toEqual({ kind: 'gone', asked })
  await rm(join(root, 'a.json'))
  expect(prepare(asked)).toEqual({ kind: 'gone', asked })
})

test('does not wait for somebody to write into a pipe that came under the name', async () => {
  const asked = await dropped(text)
  await rm(join(root, 'a.json'))
  execFileSync('mkfifo', [join(root, 'a.json')])
  expect(prepare(asked)).toEqual({ kind: 'gone', asked })
})

test('refuses an empty file, and one above 512 MiB without reading it', async () => {
  expect(prepare(await dropped(''))).toMatchObject({ refusal: { code: 'empty_file' } })
  await truncate(join(root, 'a.json'), documentBytesMax + 1)
  const huge = spoolFile('a.json', await stat(join(root, 'a.json')))
  expect(prepare(huge)).toMatchObject({ refusal: { code: 'document_too_large' } })
})

const large = {
  version: { major: 5, minor: 3 },
  tests: Array.from({ length: 9 }, (_, number) => ({
    id: `o:t${number}`,
    build_id: 'o:b',
    origin: 'o',
    comment: 'x'.repeat(1024 * 1024),
  })),
}

test('a large document is prepared in pieces, and one that is refused says where', async () => {
  const prepared = prepare(await dropped(JSON.stringify(large)))
  if (prepared.kind !== 'prepared') throw new Error(prepared.kind)
  const { rows, tables } = prepared.document
  expect([rows, tables.tests.text.length > 1]).toEqual([9, true])

  const wrong = { ...large, tests: [...large.tests, { id: 'o:t', origin: 'o' }] }
  expect(prepare(await dropped(JSON.stringify(wrong)))).toMatchObject({
    refusal: { code: 'invalid_document', faults: [{ pointer: '/tests/9' }], origins: ['o'] },
  })
})

test('blames no document for a file that cannot be read', async () => {
  await mkdir(join(root, 'a.json'))
  const folder = spoolFile('a.json', await stat(join(root, 'a.json')))
  expect(prepare(folder)).toMatchObject({ kind: 'unreadable', asked: folder })
})
