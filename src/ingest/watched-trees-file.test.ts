import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WatchedTreesFile } from './watched-trees-file.ts'

const log = pino({ level: 'silent' })
let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'treeline-trees-'))
  file = join(folder, 'trees.yaml')
})

afterEach(() => rm(folder, { recursive: true }))

async function write(text: string, modifiedSeconds: number): Promise<void> {
  await writeFile(file, text)
  await utimes(file, modifiedSeconds, modifiedSeconds)
}

test('reads the file again only when it was written to', async () => {
  await write('trees: { mainline: { url: "https://x/linux.git" } }', 1)
  const trees = await WatchedTreesFile.open(file)
  expect([...trees.names]).toEqual([['https://x/linux.git', 'mainline']])
  expect(await trees.reload(log)).toBe(false)
  await write('trees: { next: { url: "https://x/linux.git" } }', 2)
  expect(await trees.reload(log)).toBe(true)
  expect([...trees.names]).toEqual([['https://x/linux.git', 'next']])
})

test('keeps the names when the file becomes unusable or vanishes', async () => {
  await write('trees: { mainline: { url: "https://x/linux.git" } }', 1)
  const trees = await WatchedTreesFile.open(file)
  await write('trees: [', 2)
  expect(await trees.reload(log)).toBe(false)
  await rm(file)
  expect(await trees.reload(log)).toBe(false)
  expect(trees.names.size).toBe(1)
})

test('says which file cannot be used at the start', async () => {
  await expect(WatchedTreesFile.open(file)).rejects.toThrow(file)
  expect((await WatchedTreesFile.open(undefined)).names.size).toBe(0)
})
