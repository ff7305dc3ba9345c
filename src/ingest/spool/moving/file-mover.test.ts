import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextRound } from 'node:timers/promises'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createIngestMetrics } from '../../ingest-metrics.ts'
import { noTotals, type IngestTotals } from '../../progress/ingest-totals.ts'
import { FileMover } from './file-mover.ts'
import { noKnownFiles, type KnownFiles } from '../known-files.ts'
import { spoolRefusal } from '../reason.ts'
import { openSpool, type Spool } from '../spool.ts'
import { spoolFile, type SpoolFile } from '../spool-file.ts'

let spool: Spool
let totals: IngestTotals
let registry: Registry
let known: KnownFiles
let mover: FileMover
/** How often somebody asked where stored files go. */
let askedForArchive: number
let lines: Record<string, unknown>[]

beforeEach(async () => {
  spool = await openSpool(await mkdtemp(join(tmpdir(), 'treeline-mover-')))
  totals = noTotals()
  registry = new Registry()
  lines = []
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>)
  const log = pino({ level: 'warn' }, { write })
  const metrics = createIngestMetrics(registry)
  known = noKnownFiles({ once: false, log, metrics })
  askedForArchive = 0
  const { root, archive, failed } = spool
  const watched = {
    root,
    failed,
    get archive() {
      askedForArchive += 1
      return archive
    },
  }
  mover = new FileMover({
    spool: watched,
    totals,
    metrics,
    log,
    known,
    signal: new AbortController().signal,
  })
})

afterEach(async () => {
  vi.restoreAllMocks()
  await rm(spool.root, { recursive: true, force: true })
})

async function dropped(name: string, content = ''): Promise<SpoolFile> {
  await writeFile(join(spool.root, name), content)
  return spoolFile(name, await stat(join(spool.root, name)))
}

const refusal = spoolRefusal('empty_file', 'The file is empty')

async function putFileInPlaceOf(folder: string): Promise<void> {
  await rm(folder, { recursive: true })
  await writeFile(folder, 'a file where a folder should be')
}

async function putFolderBack(folder: string): Promise<void> {
  await rm(folder)
  await mkdir(folder)
}

const aSecondLater = () => vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 1_000)

test('counts what it refused, by code', async () => {
  await mover.refuse(await dropped('a.json', 'text'), refusal)
  await mover.refuse({ ...(await dropped('b.json')), name: 'gone.json' }, refusal)
  expect(totals).toMatchObject({ filesRefused: 1, bytesRefused: 4 })
  expect(await registry.metrics()).toContain('treeline_ingest_refused_total{code="empty_file"} 1')
})

test('a file that was written to meanwhile counts as left in the spool', async () => {
  const file = await dropped('a.json')
  await writeFile(join(spool.root, 'a.json'), 'more')
  await mover.archive([file])
  expect(totals).toMatchObject({ filesLeft: 1 })
  expect(await readdir(spool.archive)).toEqual([])
})

test('a file that cannot be dealt with stays, is counted, and rests', async () => {
  const file = await dropped('a.json')
  mover.leave(file, new Error('a mistake'))
  expect(totals.filesLeft).toBe(1)
  expect(known.vainTries?.isResting(file)).toBe(true)
  expect(await readdir(spool.root)).toContain('a.json')
})

test('stored files that cannot be moved are remembered, and moved when they can be', async () => {
  await putFileInPlaceOf(spool.archive)
  const files = [await dropped('a.json', 'a'), await dropped('b.json', 'b')]
  await mover.archive(files)
  expect(files.every((file) => known.stored.has(file))).toBe(true)
  expect(lines).toMatchObject([{ level: 40, files: 2, reason: expect.stringContaining('ENOTDIR') }])
  expect(await registry.metrics()).toContain('treeline_ingest_unmoved_files{folder="archive"} 2')
  await putFolderBack(spool.archive)
  await mover.archiveAgain()
  expect(known.stored.size).toBe(2) // too early for another try
  aSecondLater()
  await mover.archiveAgain()
  expect(await readdir(spool.archive)).toEqual(['a.json', 'b.json'])
  expect(await registry.metrics()).toContain('treeline_ingest_unmoved_files{folder="archive"} 0')
  expect(lines).toHaveLength(1)
})

test('begins with stored files after whoever has something to do now, and with a few at a time', async () => {
  const names = Array.from({ length: 200 }, (_, number) => `${number}.json`)
  const files = await Promise.all(names.map((name) => dropped(name)))
  const thisRound = nextRound()
  const moving = mover.archive(files)
  await thisRound
  expect(askedForArchive).toBe(0)
  await nextRound()
  const askedAtOnce = askedForArchive
  await moving
  expect(askedAtOnce).toBeGreaterThan(0)
  expect(askedAtOnce).toBeLessThan(askedForArchive / 4)
  expect(await readdir(spool.archive)).toHaveLength(200)
})

test('another try goes on for as long as files can be moved', async () => {
  const names = Array.from({ length: 1_200 }, (_, number) => `${number}.json`)
  const files = await Promise.all(names.map((name) => dropped(name)))
  await putFileInPlaceOf(spool.archive)
  await mover.archive(files)
  aSecondLater()
  await mover.archiveAgain()
  // the first 500 were tried in vain; several at a time, so that neighbours may change places
  expect(files.slice(480, 520)).toContainEqual(known.stored.oldest(1)[0])
  await putFolderBack(spool.archive)
  aSecondLater()
  await mover.archiveAgain()
  aSecondLater()
  await mover.archiveAgain()
  expect(await readdir(spool.archive)).toHaveLength(1_200)
})

test('a refused file that cannot be moved is remembered, and refused when it can be', async () => {
  await putFileInPlaceOf(spool.failed)
  const file = await dropped('a.json', 'text')
  for (let tries = 0; tries < 3; tries += 1) await mover.refuse(file, refusal)
  expect(known.refused.has(file)).toBe(true)
  expect(totals).toMatchObject({ filesRefused: 0, bytesRefused: 0 })
  expect(lines).toMatchObject([
    { files: 1, file: 'a.json', reason: expect.stringContaining('ENOTDIR') },
  ])
  expect(await registry.metrics()).toContain('treeline_ingest_unmoved_files{folder="failed"} 1')
  await putFolderBack(spool.failed)
  await mover.refuse(file, refusal)
  expect(totals).toMatchObject({ filesRefused: 1, bytesRefused: 4 })
  expect(await registry.metrics()).toContain('treeline_ingest_unmoved_files{folder="failed"} 0')
})
