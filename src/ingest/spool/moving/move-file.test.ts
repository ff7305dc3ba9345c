import { existsSync, promises, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { giveName } from '../../../platform/files/give-name.ts'
import { noteSyncs } from '../../../testing/files/note-syncs.ts'
import { type Departures, moveFile } from './move-file.ts'
import { spoolFile, type SpoolFile } from '../spool-file.ts'

let root: string
let folder: string
let from: string
let to: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'treeline-move-'))
  folder = join(root, 'archive')
  from = join(root, 'a.json')
  to = join(folder, 'a.json')
  await mkdir(folder)
})

afterEach(() => rm(root, { recursive: true }))

async function dropped(content: string): Promise<SpoolFile> {
  await writeFile(from, content)
  await utimes(from, 1_000_000, 1_234_567)
  return spoolFile('a.json', await stat(from))
}

const failure = (code: string) => Object.assign(new Error(code), { code })

const failing = (code: string) => () => {
  throw failure(code)
}

/** What a folder on another file system does. */
const elsewhere: Departures = {
  rename: () => Promise.reject(failure('EXDEV')),
  unlinkSync,
  giveName,
}

test('copies to another file system, with the time of the original, and removes that', async () => {
  const file = await dropped('text')
  expect(await moveFile(from, to, file, elsewhere)).toBe('moved')
  expect(await readFile(to, 'utf8')).toBe('text')
  expect((await stat(to)).mtimeMs).toBe(1_234_567_000)
  expect(await readdir(root)).toEqual(['archive'])
  expect(await readdir(folder)).toEqual(['a.json'])
})

test('has a copy and its name on the disk when the original goes', async () => {
  const file = await dropped('text')
  using syncs = await noteSyncs()
  let onDisk: string[] = []
  const unlinkThen = (path: string) => {
    onDisk = syncs.of([folder, to])
    unlinkSync(path)
  }
  expect(await moveFile(from, to, file, { ...elsewhere, unlinkSync: unlinkThen })).toBe('moved')
  expect(onDisk).toEqual([to, folder])
})

test('copies what a link leads to', async () => {
  await writeFile(join(root, 'elsewhere'), 'text')
  await symlink('elsewhere', from)
  expect(await moveFile(from, to, spoolFile('a.json', await stat(from)), elsewhere)).toBe('moved')
  expect((await stat(to)).size).toBe(4)
  expect(await readdir(root)).toEqual(['archive', 'elsewhere'])
})

test('never replaces what came under the name meanwhile', async () => {
  const file = await dropped('text')
  await writeFile(to, 'somebody else’s')
  await expect(moveFile(from, to, file, elsewhere)).rejects.toThrow('EEXIST')
  expect(await readFile(to, 'utf8')).toBe('somebody else’s')
  expect(await readFile(from, 'utf8')).toBe('text')
  expect(await readdir(folder)).toEqual(['a.json'])
})

test('leaves a file that was written to after it had been read, and no copy', async () => {
  const file = await dropped('half')
  await appendFile(from, ' and half')
  expect(await moveFile(from, to, file, elsewhere)).toBe('changed')
  expect(await readdir(folder)).toEqual([])
})

test('removes nothing that replaced the original when that had been copied', async () => {
  const file = await dropped('text')
  const moving = moveFile(from, to, file, elsewhere)
  while (!existsSync(to)) await setImmediate()
  replaceOriginal()
  expect(await moving).toBe('changed')
  expect(await readFile(from, 'utf8')).toBe('another submission')
  expect(await readdir(folder)).toEqual([])
})

test('replaces nothing under a name with a number, which another process may have given', async () => {
  const file = await dropped('text')
  const name = join(folder, 'a.1.json')
  await writeFile(name, 'another process’s')
  await expect(moveFile(from, name, file)).rejects.toThrow('EEXIST')
  expect(await readFile(name, 'utf8')).toBe('another process’s')
  expect(await readFile(from, 'utf8')).toBe('text')
  await rm(name)
  expect(await moveFile(from, name, file)).toBe('moved')
  expect(await readdir(root)).toEqual(['archive'])
})

test('leaves what replaced the original just before that got a name with a number', async () => {
  const file = await dropped('text')
  replaceOriginal()
  expect(await moveFile(from, join(folder, 'a.1.json'), file)).toBe('changed')
  expect(await readFile(from, 'utf8')).toBe('another submission')
  expect(await readdir(folder)).toEqual([])
})

test.each([
  ['leaves what somebody else moved away meanwhile to him', true],
  ['keeps what somebody else removed meanwhile', false],
])('%s, where it gets a name with a number', async (_, isKept) => {
  const file = await dropped('text')
  const other = join(root, 'other.json')
  const departures: Departures = {
    ...elsewhere,
    giveName: async (path, name) => {
      await giveName(path, name)
      await (isKept ? promises.rename(path, other) : rm(path))
    },
  }
  const moving = moveFile(from, join(folder, 'a.1.json'), file, departures)
  if (isKept) await expect(moving).rejects.toThrow('ENOENT')
  else expect(await moving).toBe('moved')
  expect(await readdir(folder)).toEqual(isKept ? [] : ['a.1.json'])
  expect(existsSync(other)).toBe(isKept)
})

function replaceOriginal(): void {
  writeFileSync(join(root, 'next'), 'another submission')
  renameSync(join(root, 'next'), from)
}

test('gives back what replaced the original just before it was renamed', async () => {
  const file = await dropped('text')
  replaceOriginal()
  expect(await moveFile(from, to, file)).toBe('changed')
  expect(await readFile(from, 'utf8')).toBe('another submission')
  expect(await readdir(folder)).toEqual([])
})

test('gives back what replaced the original where there is no room for a second name', async () => {
  const file = await dropped('text')
  replaceOriginal()
  const full: Departures = { ...elsewhere, rename: promises.rename, giveName: failing('ENOSPC') }
  expect(await moveFile(from, to, file, full)).toBe('changed')
  expect(await readFile(from, 'utf8')).toBe('another submission')
  expect(await readdir(folder)).toEqual([])
})

test('gives back under a free name what was replaced once more meanwhile', async () => {
  const file = await dropped('text')
  replaceOriginal()
  const rename = async (path: string, name: string) => {
    await promises.rename(path, name)
    await writeFile(from, 'a third one')
  }
  expect(await moveFile(from, to, file, { ...elsewhere, rename })).toBe('changed')
  expect(await readFile(from, 'utf8')).toBe('a third one')
  expect(await readFile(join(root, 'a.1.json'), 'utf8')).toBe('another submission')
  expect(await readdir(folder)).toEqual([])
})

test('gives back under a free name what is replaced once more as it goes back', async () => {
  const file = await dropped('text')
  replaceOriginal()
  const interrupted: Departures = {
    ...elsewhere,
    rename: promises.rename,
    giveName: (path, name) => {
      if (!existsSync(from)) writeFileSync(from, 'a third one')
      return giveName(path, name)
    },
  }
  expect(await moveFile(from, to, file, interrupted)).toBe('changed')
  expect(await readFile(from, 'utf8')).toBe('a third one')
  expect(await readFile(join(root, 'a.1.json'), 'utf8')).toBe('another submission')
  expect(await readdir(folder)).toEqual([])
})

test('moves a link of which nobody can tell at its new place what it led to', async () => {
  await writeFile(join(root, 'elsewhere'), 'text')
  await symlink('elsewhere', from)
  expect(await moveFile(from, to, spoolFile('a.json', await stat(from)))).toBe('moved')
  expect(await readdir(folder)).toEqual(['a.json'])
})

test('leaves no copy when the original cannot be removed', async () => {
  const file = await dropped('text')
  const stuck = { ...elsewhere, unlinkSync: failing('EPERM') }
  await expect(moveFile(from, to, file, stuck)).rejects.toThrow('EPERM')
  expect(await readdir(folder)).toEqual([])
  expect(await readFile(from, 'utf8')).toBe('text')
})

test('keeps the copy when somebody else removed the original meanwhile', async () => {
  const file = await dropped('text')
  const gone = { ...elsewhere, unlinkSync: failing('ENOENT') }
  expect(await moveFile(from, to, file, gone)).toBe('moved')
  expect(await readdir(folder)).toEqual(['a.json'])
})

test('a copy that fails leaves nothing', async () => {
  const file = await dropped('text')
  await rm(from)
  await mkdir(from)
  await expect(moveFile(from, to, file, elsewhere)).rejects.toThrow()
  expect(await readdir(folder)).toEqual([])
})

test('says what else keeps a file from being renamed', async () => {
  const file = await dropped('text')
  const refusing = { ...elsewhere, rename: () => Promise.reject(failure('EACCES')) }
  await expect(moveFile(from, to, file, refusing)).rejects.toThrow('EACCES')
})
