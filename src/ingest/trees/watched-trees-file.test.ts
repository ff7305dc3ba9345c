import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
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

test('notices another file in its place, however old it is', async () => {
  await write('trees: { mainline: { url: "https://x/linux.git" } }', 1)
  const trees = await WatchedTreesFile.open(file)
  await rm(file)
  await write('trees: { another: { url: "https://x/linux.git" } }', 1)
  expect(await trees.reload(log)).toBe(true)
})

test('keeps the names when the file becomes unusable or vanishes, and says so once', async () => {
  const lines: string[] = []
  const listening = pino({ level: 'info' }, { write: (line) => void lines.push(line) })
  const reasons = () => lines.splice(0).map((line): unknown => JSON.parse(line).reason)
  await write('trees: { mainline: { url: "https://x/linux.git" } }', 1)
  const trees = await WatchedTreesFile.open(file)
  const unusable = ['trees:\n  a: [', '', 'trees:\n  a: 5', 'trees:\n  a: u\n  b: u\n']
  const found: unknown[] = []
  for (const [number, text] of unusable.entries()) {
    await write(text, 2 + number)
    expect(await trees.reload(listening)).toBe(false)
    expect(await trees.reload(listening)).toBe(false)
    expect(trees.usable).toBe(false)
    found.push(...reasons())
  }
  const starts = ['line 2: not valid', 'it is empty', 'line 2: the `url`', 'line 3: the tree `b`']
  const expected = starts.map((start) => `cannot use the trees file ${file}: ${start}`)
  expect(found).toEqual(expected.map((start) => expect.stringContaining(start)))
  await rm(file)
  expect(await trees.reload(listening)).toBe(false)
  expect(reasons()).toEqual([expect.stringContaining('ENOENT')])
  expect([...trees.names]).toEqual([['https://x/linux.git', 'mainline']])
  expect(trees.usable).toBe(false)
  await write('trees: { mended: { url: "https://x/linux.git" } }', 9)
  expect(await trees.reload(listening)).toBe(true)
  expect(trees.usable).toBe(true)
})

test('looks again at a file that the system could not read, and says so once', async () => {
  const lines: string[] = []
  const listening = pino({ level: 'info' }, { write: (line) => void lines.push(line) })
  await write('trees: { mainline: { url: "https://x/linux.git" } }', 1)
  let failures = 0
  const trees = await WatchedTreesFile.open(file, async (path) => {
    if (failures === 0) return readFile(path)
    failures -= 1
    throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO', syscall: 'read' })
  })
  await write('trees: { next: { url: "https://x/linux.git" } }', 2)
  failures = 2
  expect([await trees.reload(listening), await trees.reload(listening)]).toEqual([false, false])
  expect(trees.usable).toBe(false)
  expect(lines).toHaveLength(1)
  expect(await trees.reload(listening)).toBe(true)
  expect(trees.usable).toBe(true)
  expect([...trees.names.values()]).toEqual(['next'])
})

test('says at the start which file cannot be used, and why', async () => {
  await expect(WatchedTreesFile.open(file)).rejects.toThrow(file)
  await writeFile(file, Buffer.from('trees: {}\n# Müller', 'latin1'))
  await expect(WatchedTreesFile.open(file)).rejects.toThrow(`${file}: line 2: it is not UTF-8`)
  await expect(WatchedTreesFile.open('/dev/zero')).rejects.toThrow('it is no regular file')
  await writeFile(file, ' '.repeat(8 * 1024 * 1024 + 1))
  await expect(WatchedTreesFile.open(file)).rejects.toThrow('has more than')
  expect((await WatchedTreesFile.open(undefined)).names.size).toBe(0)
})
