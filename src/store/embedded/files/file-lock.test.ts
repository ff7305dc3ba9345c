import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tryFileLock, waitForFileLock } from './file-lock.ts'

let directory = ''
let path = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'treeline-unit-'))
  path = join(directory, 'lock')
})
afterEach(() => rm(directory, { recursive: true }))

test('shared locks go together, an exclusive one goes alone', () => {
  const one = tryFileLock(path, 'shared')
  const other = tryFileLock(path, 'shared')
  expect(one).not.toBeNull()
  expect(other).not.toBeNull()
  expect(tryFileLock(path, 'exclusive')).toBeNull()
  one?.[Symbol.dispose]()
  expect(tryFileLock(path, 'exclusive')).toBeNull()
  other?.[Symbol.dispose]()
  using alone = tryFileLock(path, 'exclusive')
  expect(alone).not.toBeNull()
  expect(tryFileLock(path, 'shared')).toBeNull()
})

test('a lock leaves nothing but the empty file', async () => {
  using lock = tryFileLock(path, 'exclusive')
  expect(lock).not.toBeNull()
  expect(await readdir(directory)).toEqual(['lock'])
})

test('waits until the lock is free', async () => {
  const held = tryFileLock(path, 'exclusive')
  const waiting = waitForFileLock(path, { deadlineMs: 5000 })
  held?.[Symbol.dispose]()
  using lock = await waiting
  expect(lock).not.toBeNull()
})

test('gives up at its deadline, or when told to', async () => {
  using held = tryFileLock(path, 'exclusive')
  expect(held).not.toBeNull()
  await expect(waitForFileLock(path, { deadlineMs: 1 })).rejects.toMatchObject({
    code: 'embedded_busy',
  })
  const signal = AbortSignal.timeout(10)
  await expect(waitForFileLock(path, { deadlineMs: 5000, signal })).rejects.toMatchObject({
    name: 'AbortError',
  })
})

test('names a file that cannot be locked', async () => {
  await writeFile(path, 'no such file')
  expect(() => tryFileLock(path, 'exclusive')).toThrow(`${path} cannot be locked: file is not`)
  await rm(path)
  await mkdir(path)
  expect(() => tryFileLock(path, 'shared')).toThrow(`${path} cannot be locked: unable to open`)
})
