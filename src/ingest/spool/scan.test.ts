import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
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

const names = async (options?: Parameters<typeof scanSpool>[1]) =>
  (await scanSpool(spool, options)).files.map((file) => file.name)

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
  const { files, untaken } = await scanSpool(spool)
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

test('takes what is wanted', async () => {
  await drop('a.json', 100)
  await drop('b.json', 300)
  expect(await names({ isWanted: (file) => file.modifiedMs > 200_000 })).toEqual(['b.json'])
})

test('returns the oldest when there are more than it may, and counts all', async () => {
  for (let index = 0; index < 50; index += 1) await drop(`${index}.json`, 1000 - index)
  const scan = await scanSpool(spool, { limit: 3 })
  expect(scan.files.map((file) => file.name)).toEqual(['49.json', '48.json', '47.json'])
  expect(scan).toMatchObject({ waiting: 50, waitingBytes: 100 })
})
