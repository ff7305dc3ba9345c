import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isServerOf, readPostmasterFile, startsServerOf } from './postmaster-file.ts'

let cluster = ''
beforeEach(async () => {
  cluster = await mkdtemp(join(tmpdir(), 'treeline-unit-'))
})
afterEach(() => rm(cluster, { recursive: true }))

test.each([
  ['4711\n/data\n1700000000\n5433\n\n127.0.0.1\n', { pid: 4711, port: 5433 }],
  ['4711\n/data\n', { pid: 4711, port: null }],
  ['', null],
  ['-1\n', null],
])('reads %j', async (text, expected) => {
  await writeFile(join(cluster, 'postmaster.pid'), text)
  expect(await readPostmasterFile(cluster)).toEqual(expected)
})

test('a cluster without the file has no server', async () => {
  expect(await readPostmasterFile(cluster)).toBeNull()
})

test('a process that has the number but is no server of this cluster is not taken for it', async () => {
  expect(await isServerOf(cluster, process.pid)).toBe(false)
})

test('a server is known by its program and its cluster', () => {
  expect(startsServerOf('/d/postgres', ['/x/bin/postgres', '-D', '/d/postgres', '-c'])).toBe(true)
  expect(startsServerOf('/d/postgres', ['/x/bin/postgres', '-D', '/other'])).toBe(false)
  expect(startsServerOf('/d/postgres', ['/bin/tail', '-D', '/d/postgres'])).toBe(false)
  expect(startsServerOf('/d/postgres', [''])).toBe(false)
})
