import { appendFile, mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createIngestMetrics } from '../ingest-metrics.ts'
import { noKnownFiles, type KnownFiles } from './known-files.ts'
import { openSpool, type Spool } from './spool.ts'
import { SpoolQueue, type SpoolQueueOptions } from './spool-queue.ts'
import { UnmovedFiles } from './moving/unmoved-files.ts'

const failure = new Error('EACCES')
const log = pino({ level: 'silent' })
/** Longer than any test: only what the system tells of is seen. */
const never = 3_600_000

let spool: Spool
let known: KnownFiles
let queue: SpoolQueue
let stop: AbortController
let aheadMs: number

beforeEach(async () => {
  aheadMs = 0
  const now = performance.now.bind(performance)
  vi.spyOn(performance, 'now').mockImplementation(() => now() + aheadMs)
  spool = await openSpool(await mkdtemp(join(tmpdir(), 'treeline-queue-')))
  stop = new AbortController()
})

afterEach(async () => {
  vi.restoreAllMocks()
  queue[Symbol.dispose]()
  await rm(spool.root, { recursive: true })
})

function open({ once = false, ...more }: Partial<SpoolQueueOptions> = {}): SpoolQueue {
  known = noKnownFiles({ once, log, metrics: createIngestMetrics(new Registry()) })
  const { signal } = stop
  queue = new SpoolQueue({ spool, known, intervalMs: 0, once, log, signal, ...more })
  return queue
}

async function drop(name: string, ageSeconds: number, content = '{}'): Promise<void> {
  const modified = Date.now() / 1000 - ageSeconds
  await writeFile(join(spool.root, name), content)
  await utimes(join(spool.root, name), modified, modified)
}

/** What can be taken after a while, when it is time to look again; it waits again afterwards. */
async function names(afterMs = 900): Promise<string[]> {
  aheadMs += afterMs
  await queue.look()
  const files = await queue.take(100)
  queue.putBack()
  return files.map(({ name }) => name)
}

test('lets nothing wait again that was stored before the work was broken off', async () => {
  open({ once: true })
  await drop('a.json', 20)
  await drop('b.json', 10)
  await queue.look()
  const [first] = await queue.take(100)
  if (first === undefined) throw new Error('nothing waits')
  known.stored.note(first, failure)
  queue.putBack()
  expect((await queue.take(100)).map(({ name }) => name)).toEqual(['b.json'])
})

test('knows how old the oldest is that waits or is worked on', async () => {
  open()
  expect(queue.oldestModifiedMs).toBeUndefined()
  await drop('new.json', 100)
  await drop('old.json', 200)
  await queue.look()
  const ageOfOldest = () => Math.round((Date.now() - (queue.oldestModifiedMs ?? NaN)) / 10_000)
  expect(ageOfOldest()).toBe(20)
  const [oldest] = await queue.take(1)
  expect([oldest?.name, ageOfOldest()]).toEqual(['old.json', 20])
  queue.settle([{ name: 'old.json' }])
  expect(ageOfOldest()).toBe(10)
})

/** The first file that is told of. */
async function nextName(): Promise<string> {
  for (;;) {
    await queue.look()
    const [file] = await queue.take(1)
    if (file !== undefined) return file.name
    await queue.idle()
  }
}

test('finds complete files; all of them in a spool that is complete', async () => {
  open()
  await drop('old.json', 100)
  await writeFile(join(spool.root, 'young.json'), '{}')
  await drop('future.json', -3_600)
  expect(await names()).toEqual(['old.json'])
  queue[Symbol.dispose]()
  open({ once: true })
  expect(await names()).toEqual(['old.json', 'young.json', 'future.json'])
})

test('finds a file from the future when it was quiet between two looks', async () => {
  open()
  await drop('future.json', -3_600)
  expect(await names()).toEqual([])
  expect(await names(2_000)).toEqual(['future.json'])
})

test('sees at once what is renamed into the spool, however young it is', async () => {
  open({ intervalMs: never })
  await queue.look()
  for (const name of ['a.json', 'b.json', 'c.json']) {
    const next = nextName()
    await writeFile(join(spool.root, 'unfinished'), '{}')
    await rename(join(spool.root, 'unfinished'), join(spool.root, name))
    expect(await next).toBe(name)
  }
})

test('sees what is renamed into a folder that was removed and made again', async () => {
  open({ intervalMs: never })
  await queue.look()
  await rm(spool.root, { recursive: true })
  await mkdir(spool.root)
  aheadMs += never + 1
  await queue.look()
  const next = nextName()
  await writeFile(join(spool.root, 'unfinished'), '{}')
  await rename(join(spool.root, 'unfinished'), join(spool.root, 'a.json'))
  expect(await next).toBe('a.json')
})

test('looks again after a look that failed, so that nobody takes the spool for usable meanwhile', async () => {
  open({ intervalMs: never })
  await rm(spool.root, { recursive: true })
  for (const _ of [1, 2]) await expect(queue.look()).rejects.toMatchObject({ code: 'ENOENT' })
  await mkdir(spool.root)
  await drop('a.json', 20)
  expect(await names(0)).toEqual(['a.json'])
})

test('leaves a file alone that somebody writes to, until nobody does', async () => {
  open({ intervalMs: never })
  await queue.look()
  const written = join(spool.root, 'written.json')
  const next = nextName()
  for (let part = 0; part < 5; part += 1) {
    await appendFile(written, 'x')
    await sleep(30)
  }
  await writeFile(join(spool.root, 'unfinished'), '{}')
  await rename(join(spool.root, 'unfinished'), join(spool.root, 'renamed.json'))
  expect(await next).toBe('renamed.json')
  const later = Date.now() + 2_100
  vi.spyOn(Date, 'now').mockReturnValue(later)
  aheadMs += 2_100
  expect(await nextName()).toBe('written.json')
})

test('finds what nobody told it of when it is time to look at the whole spool', async () => {
  open({ intervalMs: 30, watch: () => ({ [Symbol.dispose]: () => {} }) })
  await queue.look()
  await drop('a.json', 100)
  expect(await nextName()).toBe('a.json')
})

test('takes what a receiver put there, also where nothing is told', async () => {
  open({ watch: () => ({ [Symbol.dispose]: () => {} }) })
  const name = `submission-${'a'.repeat(32)}.json`
  await writeFile(join(spool.root, name), '{}')
  expect(await names()).toEqual([name])
})

test('hands out no file twice while it is worked on', async () => {
  open()
  await drop('a.json', 100)
  await queue.look()
  const [file] = await queue.take(1)
  aheadMs += 900
  await queue.look()
  expect(await queue.take(1)).toEqual([])
  expect(queue.size).toBe(1)
  queue.settle([file ?? { name: '' }])
  expect(await names()).toEqual(['a.json'])
})

test('leaves out what others dealt with, once they were met', async () => {
  open({ intervalMs: never, watch: () => ({ [Symbol.dispose]: () => {} }) })
  for (const name of ['a.json', 'b.json', 'c.json']) await drop(name, 100)
  await queue.look()
  await rm(join(spool.root, 'a.json'))
  queue.noteOthers()
  expect((await queue.take(1)).map(({ name }) => name)).toEqual(['b.json'])
})

test('ends waiting when it is told to end', async () => {
  open({ intervalMs: never })
  const idle = queue.idle()
  stop.abort()
  expect(await idle).toBe(false)
})

test('does not find again what is stored, unless it was written to', async () => {
  open()
  await drop('a.json', 100)
  await queue.look()
  const [file] = await queue.take(1)
  if (file === undefined) throw new Error('it was not found')
  known.stored.note(file, failure)
  queue.settle([file])
  expect(await names()).toEqual([])
  await drop('a.json', 90, '{"more":1}')
  // however long the look before took
  expect(await names(60_000)).toEqual(['a.json'])
  expect(known.stored.size).toBe(0)
})

test('finds what was refused again when it may be moved meanwhile', async () => {
  open()
  await drop('a.json', 100)
  await queue.look()
  const [file] = await queue.take(1)
  if (file === undefined) throw new Error('it was not found')
  known.refused.note(file, failure)
  queue.settle([file])
  expect(await names()).toEqual([])
  expect(await names()).toEqual(['a.json'])
  expect(known.refused.size).toBe(1)
})

test('warns again of what cannot be moved, also when nothing new comes', async () => {
  open()
  const told = { warn: vi.fn<() => void>(), info: vi.fn<() => void>() }
  const metrics = createIngestMetrics(new Registry())
  known.stored = new UnmovedFiles({ folder: 'archive', log: told, metrics })
  await drop('a.json', 100)
  await queue.look()
  const [file] = await queue.take(1)
  if (file === undefined) throw new Error('it was not found')
  known.stored.note(file, failure)
  queue.settle([file])
  await names()
  await names()
  expect(told.warn).toHaveBeenCalledTimes(1)
  await names(60_000)
  expect(told.warn).toHaveBeenCalledTimes(2)
})
