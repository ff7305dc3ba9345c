import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { scanned } from '../testing/scanned.ts'
import { scanSpool } from './scan.ts'
import { openSpool, type Spool } from './spool.ts'

let spool: Spool

beforeEach(async () => {
  spool = await openSpool(await mkdtemp(join(tmpdir(), 'treeline-scan-')))
})

afterEach(() => rm(spool.root, { recursive: true }))

async function drop(name: string, modifiedSeconds: number, content = '{}'): Promise<void> {
  await writeFile(join(spool.root, name), content)
  await utimes(join(spool.root, name), modifiedSeconds, modifiedSeconds)
}

const names = async () => (await scanned(spool)).files.map((file) => file.name)

test('takes regular *.json files of the root, oldest first, then by name', async () => {
  await drop('b.json', 100)
  await drop('ä\uFFFD.json', 200)
  await drop('.hidden.json', 100)
  await drop('half.json.temp', 50)
  await drop('upper.JSON', 50)
  await writeFile(join(spool.archive, 'done.json'), '{}')
  await symlink(join(spool.archive, 'done.json'), join(spool.root, 'link.json'))
  expect(await names()).toEqual(['.hidden.json', 'b.json', 'ä\uFFFD.json', 'link.json'])
})

test('tells what is named like a submission and can be none', async () => {
  await drop('a.json', 100)
  await mkdir(join(spool.root, 'folder.json'))
  await symlink('/nowhere', join(spool.root, 'dangling.json'))
  await symlink('loop.json', join(spool.root, 'loop.json'))
  await symlink('archive', join(spool.root, 'link-to-folder.json'))
  const socket = createServer().listen(join(spool.root, 'socket.json'))
  await once(socket, 'listening')
  const { files, untaken } = await scanned(spool)
  socket.close()
  expect(files.map((file) => file.name)).toEqual(['a.json'])
  expect(Object.fromEntries(untaken.names)).toEqual({
    'folder.json': 'folder',
    'dangling.json': 'broken_link',
    'loop.json': 'broken_link',
    'link-to-folder.json': 'no_file',
    'socket.json': 'no_file',
  })
  expect(untaken.counts).toEqual({ name_not_utf8: 0, folder: 1, broken_link: 2, no_file: 2 })
})

test('says when a file was written to, and when anything of it changed', async () => {
  await drop('a.json', 100)
  const before = Date.now() - 5_000
  await scanSpool(spool, ({ size, modifiedMs, changedMs }) => {
    expect({ size, modifiedMs }).toEqual({ size: 2, modifiedMs: 100_000 })
    expect(changedMs).toBeGreaterThan(before)
  })
  expect.assertions(2)
})

test('ends when it is told to', async () => {
  await drop('a.json', 100)
  const stop = new AbortController()
  stop.abort(new Error('asked to end'))
  await expect(scanSpool(spool, () => {}, stop.signal)).rejects.toThrow('asked to end')
})
