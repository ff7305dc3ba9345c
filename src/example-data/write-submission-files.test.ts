import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { generateReceived, generateSubmissions } from './generate.ts'
import { writeSubmissionFiles } from './write-submission-files.ts'

const options = { tests: 300, seed: 6, now: new Date('2026-03-01T12:00:00Z') }
let place: string

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'generate-'))
})
afterAll(() => rm(place, { recursive: true }))

it('writes every submission, in order, and leaves nothing unfinished', async () => {
  const directory = join(place, 'deep', 'down')
  const written = await writeSubmissionFiles(options, directory, new AbortController().signal)
  const names = (await readdir(directory)).toSorted()
  const read = await Promise.all(names.map((name) => readFile(join(directory, name), 'utf8')))
  const expected = [...generateSubmissions(options)]
  expect(read.map((text): unknown => JSON.parse(text))).toEqual(expected)
  expect(names.every((name) => /^submission-6-\d{8}\.json$/.test(name))).toBe(true)
  expect(written.files).toBe(expected.length)
  expect(written.bytes).toBe(read.reduce((sum, text) => sum + Buffer.byteLength(text), 0))
})

it('gives every file the time at which it was received', async () => {
  const directory = join(place, 'times')
  await writeSubmissionFiles(options, directory, new AbortController().signal)
  const names = (await readdir(directory)).toSorted()
  const files = await Promise.all(names.map((name) => stat(join(directory, name))))
  const expected = Array.from(generateReceived(options), ({ receivedAt }) => new Date(receivedAt))
  expect(files.map(({ mtime }) => mtime)).toEqual(expected)
})

it('stops when it is told to', async () => {
  const reason = new Error('stop')
  const stopped = writeSubmissionFiles(options, join(place, 'x'), AbortSignal.abort(reason))
  await expect(stopped).rejects.toBe(reason)
})

it('ends where no folder can be made', async () => {
  const { signal } = new AbortController()
  await expect(writeSubmissionFiles(options, '/proc/x', signal)).rejects.toThrow('/proc')
})
