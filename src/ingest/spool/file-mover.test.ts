import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { IngestHalted } from '../ingest-halted.ts'
import { createIngestMetrics } from '../ingest-metrics.ts'
import { noTotals, type IngestTotals } from '../progress/ingest-totals.ts'
import { FileMover } from './file-mover.ts'
import { spoolRefusal } from './reason.ts'
import { openSpool, type Spool } from './spool.ts'
import { spoolFile, type SpoolFile } from './spool-file.ts'
import { VainTries } from './vain-tries.ts'

let spool: Spool
let totals: IngestTotals
let registry: Registry
let mover: FileMover

beforeEach(async () => {
  spool = await openSpool(await mkdtemp(join(tmpdir(), 'treeline-mover-')))
  totals = noTotals()
  registry = new Registry()
  const metrics = createIngestMetrics(registry)
  mover = new FileMover({ spool, totals, metrics, log: pino({ level: 'silent' }) })
})

afterEach(() => rm(spool.root, { recursive: true, force: true }))

async function dropped(name: string, content = ''): Promise<SpoolFile> {
  await writeFile(join(spool.root, name), content)
  return spoolFile(name, await stat(join(spool.root, name)))
}

const refusal = spoolRefusal('empty_file', 'The file is empty')

test('counts what it refused, by code', async () => {
  await mover.refuse(await dropped('a.json', 'text'), refusal)
  await mover.refuse({ ...(await dropped('b.json')), name: 'gone.json' }, refusal)
  expect(totals).toMatchObject({ filesRefused: 1, bytesRefused: 4 })
  expect(await registry.metrics()).toContain('treeline_ingest_refused_total{code="empty_file"} 1')
})

test('a file that was written to meanwhile counts as left in the spool', async () => {
  const file = await dropped('a.json')
  await writeFile(join(spool.root, 'a.json'), 'more')
  await mover.archive([{ file }])
  expect(totals).toMatchObject({ filesLeft: 1 })
  expect(await readdir(spool.archive)).toEqual([])
})

test('a file that cannot be dealt with stays, is counted, and rests', async () => {
  const vainTries = new VainTries()
  const log = pino({ level: 'silent' })
  const metrics = createIngestMetrics(new Registry())
  const file = await dropped('a.json')
  new FileMover({ spool, totals, metrics, log, vainTries }).leave(file, new Error('a mistake'))
  expect(totals.filesLeft).toBe(1)
  expect(vainTries.isResting(file)).toBe(true)
  expect(await readdir(spool.root)).toContain('a.json')
})

test('halts when the file system refuses', async () => {
  const file = await dropped('a.json')
  await rm(spool.failed, { recursive: true })
  await writeFile(spool.failed, 'a file where a folder should be')
  await expect(mover.refuse(file, refusal)).rejects.toThrow(IngestHalted)
  expect(await readdir(spool.root)).toContain('a.json')
})
