import { mkdir, mkdtemp, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { linkLibraries } from './link-libraries.ts'

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'treeline-libraries-'))
  await mkdir(join(directory, 'lib'))
  const links = [
    { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' },
    { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
  ]
  await writeFile(join(directory, 'pg-symlinks.json'), JSON.stringify(links))
})
afterEach(() => rm(directory, { recursive: true }))

async function linksIn(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).toSorted()
  const pairs = names.map(async (name) => [name, await readlink(join(folder, name))] as const)
  return Object.fromEntries(await Promise.all(pairs))
}

const complete = { 'libpq.so': 'libpq.so.5.18', 'libpq.so.5': 'libpq.so.5.18' }

test('makes the links that the package lists', async () => {
  await linkLibraries(directory)
  expect(await linksIn(join(directory, 'lib'))).toEqual(complete)
})

test('several that start at the same moment make them together', async () => {
  await Promise.all(Array.from({ length: 8 }, () => linkLibraries(directory)))
  expect(await linksIn(join(directory, 'lib'))).toEqual(complete)
})

test('links that lead elsewhere are said, not taken for good', async () => {
  await symlink('libpq.so.4', join(directory, 'lib', 'libpq.so'))
  await expect(linkLibraries(directory)).rejects.toMatchObject({ code: 'EEXIST' })
})
