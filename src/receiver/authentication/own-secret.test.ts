import { mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { noteSyncs } from '../../testing/files/note-syncs.ts'
import { ownSecret, ownSecretFile } from './own-secret.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'treeline-secret-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('is made once, for its owner alone', async () => {
  const secret = await ownSecret(folder)
  expect(secret.length).toBeGreaterThan(40)
  expect(await ownSecret(folder)).toBe(secret)
  expect((await stat(ownSecretFile(folder))).mode & 0o777).toBe(0o600)
})

it('is the same for all that want it at the same time, and leaves nothing beside it', async () => {
  const secrets = await Promise.all(Array.from({ length: 8 }, () => ownSecret(folder)))
  expect(new Set(secrets).size).toBe(1)
  expect(await readdir(folder)).toEqual(['jwt-secret'])
})

it('is what the file holds where names are given by renaming', async () => {
  const secrets = [await ownSecret(folder, rename), await ownSecret(folder, rename)]
  expect(new Set(secrets).size).toBe(1)
  expect(await readdir(folder)).toEqual(['jwt-secret'])
})

it('is on the disk, and its name, before anybody gets it', async () => {
  using syncs = await noteSyncs()
  await ownSecret(folder)
  const file = ownSecretFile(folder)
  expect(syncs.of([folder, file])).toEqual([file, folder])
})
it('is never an empty one', async () => {
  await writeFile(ownSecretFile(folder), '\n')
  await expect(ownSecret(folder)).rejects.toThrow(/jwt-secret holds no secret/)
})
