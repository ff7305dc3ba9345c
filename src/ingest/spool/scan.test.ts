import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { scanSpool } from './scan.ts'
import { openSpool, type Spool } from './spool.ts'

let spool: Spool
const all = { before: Infinity, emptyBefore: Infinity }

beforeEach(async () => {
  spool = await openSpool(await mkdtemp(join(tmpdir(), 'treeline-scan-')))
})

afterEach(() => rm(spool.root, { recursive: true }))

async function drop(name: string, modifiedSeconds: number, content = '{}'): Promise<void> {
  await writeFile(join(spool.root, name), content)
  await utimes(join(spool.root, name), modifiedSeconds, modifiedSeconds)
}

const names = async (options: Parameters<typeof scanSpool>[1]) =>
  (await scanSpool(spool, options)).files.map((file) => file.name)

test('takes regular *.json files of the root, oldest first, then by name', async () => {
  await drop('b.json', 100)
  await drop('a.json', 200)
  await drop('.hidden.json', 100)
  await drop('half.json.temp', 50)
  await drop('upper.JSON', 50)
  await mkdir(join(spool.root, 'folder.json'))
  await writeFile(join(spool.archive, 'done.json'), '{}')
  await symlink(join(spool.archive, 'done.json'), join(spool.root, 'link.json'))
  await symlink('/nowhere', join(spool.root, 'dangling.json'))
  expect(await names(all)).toEqual(['.hidden.json', 'b.json', 'a.json', 'link.json'])
})

test('leaves young files alone, and young empty ones for longer', async () => {
  await drop('old.json', 100)
  await drop('young.json', 300)
  await drop('empty.json', 100, '')
  await drop('old-empty.json', 10, '')
  expect(await names({ before: 200_000, emptyBefore: 50_000 })).toEqual([
    'old-empty.json',
    'old.json',
  ])
})

test('returns the oldest when there are more than it may, and counts all', async () => {
  for (let index = 0; index < 50; index += 1) await drop(`${index}.json`, 1000 - index)
  const scan = await scanSpool(spool, { ...all, limit: 3 })
  expect(scan.files.map((file) => file.name)).toEqual(['49.json', '48.json', '47.json'])
  expect(scan).toMatchObject({ waiting: 50, waitingBytes: 100 })
})
