import { mkdir, mkdtemp, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readPlace } from './place.ts'

let root = ''
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'treeline-unit-')))
  await mkdir(join(root, 'data'))
  await mkdir(join(root, 'elsewhere'))
})
afterEach(() => rm(root, { recursive: true }))

async function pointTo(directory: string, dataDir = join(root, 'data')): Promise<string> {
  const pointer = join(root, 'data', 'postgres.place.json')
  await writeFile(pointer, JSON.stringify({ directory, dataDir }))
  return pointer
}

test('without a pointer the cluster lies in DATA_DIR', async () => {
  const place = await readPlace(join(root, 'data'), join(root, 'data', 'none'))
  expect(place).toEqual({ directory: join(root, 'data'), relocated: false })
})

test('a pointer leads elsewhere', async () => {
  const pointer = await pointTo(join(root, 'elsewhere'))
  const place = await readPlace(join(root, 'data'), pointer)
  expect(place).toEqual({ directory: join(root, 'elsewhere'), relocated: true })
})

test('a pointer to nothing is an error: an empty database in its stead would hide the loss', async () => {
  const pointer = await pointTo(join(root, 'gone'))
  await expect(readPlace(join(root, 'data'), pointer)).rejects.toMatchObject({
    code: 'embedded_place_unusable',
  })
})

test('a pointer that cannot be read is an error', async () => {
  const pointer = join(root, 'data', 'postgres.place.json')
  await writeFile(pointer, '{"directory": 7')
  await expect(readPlace(join(root, 'data'), pointer)).rejects.toMatchObject({
    code: 'embedded_place_unusable',
  })
})

test('a copied DATA_DIR does not share the cluster of its original', async () => {
  const pointer = await pointTo(join(root, 'elsewhere'))
  await mkdir(join(root, 'copy'))
  await expect(readPlace(join(root, 'copy'), pointer)).rejects.toMatchObject({
    code: 'embedded_place_unusable',
  })
})

test('a DATA_DIR that was moved keeps its cluster, and its pointer is put right', async () => {
  await pointTo(join(root, 'elsewhere'))
  await rename(join(root, 'data'), join(root, 'moved'))
  const pointer = join(root, 'moved', 'postgres.place.json')
  const place = await readPlace(join(root, 'moved'), pointer)
  expect(place).toEqual({ directory: join(root, 'elsewhere'), relocated: true })
  expect(JSON.parse(await readFile(pointer, 'utf8'))).toMatchObject({
    dataDir: join(root, 'moved'),
  })
})
