import { execFileSync } from 'node:child_process'
import {
  closeSync,
  createWriteStream,
  mkdtempSync,
  mkdirSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDumpFile } from './dump-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'treeline-dump-file-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = join(folder, 'dump.sql')

async function readAll(path: string, signal?: AbortSignal) {
  using dump = await openDumpFile(path, signal)
  const pieces: Buffer[] = []
  for await (const piece of dump.chunks) pieces.push(piece)
  const { totalBytes } = dump
  return { text: Buffer.concat(pieces).toString(), readBytes: dump.readBytes(), totalBytes }
}

const text = '-- a dump\n'.repeat(200_000)

test.each([
  ['plain', Buffer.from(text)],
  ['gzip', gzipSync(text)],
  ['of few bytes', Buffer.from('--')],
  ['empty', Buffer.alloc(0)],
])('a file that is %s', async (_, bytes) => {
  writeFileSync(file, bytes)
  const read = await readAll(file)
  expect(read.text).toBe(bytes.length > 2 ? text : bytes.toString())
  expect(read).toMatchObject({ readBytes: bytes.length, totalBytes: bytes.length })
})

describe('a pipe', () => {
  const pipe = join(folder, 'pipe')
  beforeAll(() => {
    execFileSync('mkfifo', [pipe])
  })

  test.each([
    ['plain', Buffer.from(text)],
    ['gzip', gzipSync(text)],
  ])('that gives a dump that is %s', async (_, bytes) => {
    const reading = readAll(pipe)
    createWriteStream(pipe).end(bytes)
    expect(await reading).toEqual({ text, readBytes: bytes.length, totalBytes: undefined })
  })

  test('that says nothing can be given up', async () => {
    const stop = new AbortController()
    const opening = openDumpFile(pipe, stop.signal)
    const writer = openSync(pipe, 'r+')
    stop.abort(new Error('enough'))
    await expect(opening).rejects.toThrow('enough')
    closeSync(writer)
  })
})

describe('what holds no SQL is called by its name, with the way to some', () => {
  const utf16 = Buffer.from('-- dump', 'utf16le')

  test.each([
    ['packed with zstd', Buffer.from('28b52ffd04', 'hex'), 'zstd -dc '],
    ['packed with xz', Buffer.from('fd377a585a00', 'hex'), 'xz -dc '],
    ['packed with bzip2', Buffer.from('BZh91AY'), 'bzip2 -dc '],
    ['packed with lz4', Buffer.from('04224d1864', 'hex'), 'lz4 -dc '],
    ['packed with compress', Buffer.from('1f9d90', 'hex'), 'uncompress -c '],
    ['a zip archive', Buffer.from('PK\u0003\u0004'), 'unzip -p '],
    [
      'text in UTF-16',
      Buffer.concat([Buffer.from('fffe', 'hex'), utf16]),
      'iconv -f UTF-16 -t UTF-8 ',
    ],
    ['text in UTF-16', utf16, 'iconv -f UTF-16LE -t UTF-8 '],
    ['text in UTF-16', Buffer.from(utf16).swap16(), 'iconv -f UTF-16BE -t UTF-8 '],
    ['text in UTF-32', Buffer.from('fffe00002d000000', 'hex'), 'iconv -f UTF-32 -t UTF-8 '],
  ])('%s', async (name, bytes, command) => {
    writeFileSync(file, bytes)
    await expect(openDumpFile(file)).rejects.toMatchObject({
      code: 'dump_not_plain',
      message: expect.stringMatching(new RegExp(`is .*${name}.*: ${command}${file} \\| npm run`)),
    })
    writeFileSync(file, gzipSync(bytes))
    await expect(openDumpFile(file)).rejects.toThrow(`unpacked, is `)
    await expect(openDumpFile(file)).rejects.toThrow(`: zcat ${file} | ${command.trimEnd()}`)
  })

  test('gzip twice', async () => {
    writeFileSync(file, gzipSync(gzipSync(text)))
    await expect(openDumpFile(file)).rejects.toThrow(`zcat ${file} | zcat | npm run`)
  })

  test('a name that a shell would take apart is quoted', async () => {
    const odd = join(folder, `it's one`)
    writeFileSync(odd, 'BZh9')
    await expect(openDumpFile(odd)).rejects.toThrow(String.raw`bzip2 -dc '${folder}/it'\''s one' |`)
  })

  test('a folder', async () => {
    const directory = join(folder, 'directory')
    mkdirSync(directory)
    await expect(openDumpFile(directory)).rejects.toMatchObject({
      code: 'dump_not_plain',
      message: `${directory} is a folder, not a dump`,
    })
  })
})

test('a file that is not there is an error in words', async () => {
  await expect(openDumpFile(join(folder, 'none'))).rejects.toMatchObject({
    code: 'dump_unreadable',
    message: expect.stringContaining('no such file'),
  })
})

test('a gzip file that is cut off is told where the bytes end', async () => {
  writeFileSync(file, gzipSync(text).subarray(0, -8))
  await expect(readAll(file)).rejects.toMatchObject({ code: 'dump_unreadable' })
})
