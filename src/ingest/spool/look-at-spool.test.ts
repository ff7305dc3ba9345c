import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createIngestMetrics } from '../ingest-metrics.ts'
import { lookAtSpool, noKnownFiles, type KnownFiles } from './look-at-spool.ts'
import { openSpool, type Spool } from './spool.ts'
import { UnmovedFiles } from './unmoved-files.ts'

const { signal } = new AbortController()
const failure = new Error('EACCES')

let spool: Spool
let known: KnownFiles

beforeEach(async () => {
  spool = await openSpool(await mkdtemp(join(tmpdir(), 'treeline-look-')))
  known = knownFiles({ once: false })
})

afterEach(async () => {
  vi.restoreAllMocks()
  await rm(spool.root, { recursive: true })
})

function knownFiles({ once }: { once: boolean }): KnownFiles {
  const log = pino({ level: 'silent' })
  return noKnownFiles({ once, log, metrics: createIngestMetrics(new Registry()) })
}

async function drop(name: string, ageSeconds: number, content = '{}'): Promise<void> {
  const modified = Date.now() / 1000 - ageSeconds
  await writeFile(join(spool.root, name), content)
  await utimes(join(spool.root, name), modified, modified)
}

const look = () => lookAtSpool(spool, known, signal)
const names = async () => (await look()).files.map(({ name }) => name)

test('takes complete files; all of them from a spool that is complete', async () => {
  await drop('old.json', 100)
  await drop('young.json', 0)
  await drop('future.json', -3_600)
  expect(await names()).toEqual(['old.json'])
  known = knownFiles({ once: true })
  expect(await names()).toEqual(['old.json', 'young.json', 'future.json'])
})

test('takes a file from the future when it was quiet between two looks', async () => {
  await drop('future.json', -3_600)
  expect(await names()).toEqual([])
  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 2_000)
  expect(await names()).toEqual(['future.json'])
})

test('does not take again what is stored, unless it was written to', async () => {
  await drop('a.json', 100)
  const [file] = (await look()).files
  if (file === undefined) throw new Error('it was not found')
  known.stored.note(file, failure)
  expect(await look()).toMatchObject({ files: [], waiting: 0 })
  await drop('a.json', 90, '{"more":1}')
  expect(await names()).toEqual(['a.json'])
  expect(known.stored.size).toBe(0)
})

test('takes what was refused again when it may be moved meanwhile', async () => {
  await drop('a.json', 100)
  const [file] = (await look()).files
  if (file === undefined) throw new Error('it was not found')
  known.refused.note(file, failure)
  expect(await names()).toEqual([])
  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 1_000)
  expect(await names()).toEqual(['a.json'])
  expect(known.refused.size).toBe(1)
})

test('warns again of what cannot be moved, also when nothing new comes', async () => {
  const log = { warn: vi.fn<() => void>(), info: vi.fn<() => void>() }
  const metrics = createIngestMetrics(new Registry())
  known.stored = new UnmovedFiles({ folder: 'archive', log, metrics })
  await drop('a.json', 100)
  const [file] = (await look()).files
  if (file === undefined) throw new Error('it was not found')
  known.stored.note(file, failure)
  await look()
  await look()
  expect(log.warn).toHaveBeenCalledTimes(1)
  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000)
  await look()
  expect(log.warn).toHaveBeenCalledTimes(2)
})

test('takes no more than can be remembered, and counts all that wait', async () => {
  const log = pino({ level: 'silent' })
  const metrics = createIngestMetrics(new Registry())
  known.stored = new UnmovedFiles({ folder: 'archive', log, metrics, filesMax: 2 })
  for (const name of ['a.json', 'b.json', 'c.json']) await drop(name, 100)
  const { files, waiting } = await look()
  expect([files.length, waiting]).toEqual([2, 3])
  for (const file of files) known.stored.note(file, failure)
  expect(await look()).toMatchObject({ files: [], waiting: 1 })
})
