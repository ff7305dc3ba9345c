import { pino } from 'pino'
import { beforeEach, expect, test } from 'vitest'
import { Registry } from 'prom-client'
import { createIngestMetrics } from '../ingest-metrics.ts'
import { noTotals } from '../progress/ingest-totals.ts'
import { BatchStore } from './batch-store.ts'
import { madeUpFile } from '../testing/made-up-file.ts'
import type { PreparedFile } from './prepared-document.ts'

let archived: string[]
let refused: string[]
let left: string[]
let totals: ReturnType<typeof noTotals>
let registry: Registry

beforeEach(() => {
  archived = []
  refused = []
  left = []
  totals = noTotals()
})

function storeWith(
  write: (files: readonly PreparedFile[]) => Promise<void>,
  signal?: AbortSignal,
): BatchStore {
  registry = new Registry()
  return new BatchStore({
    keep: async (files) => [...files],
    write: async (files) => {
      await write(files)
      const sums = { cells: 4, checkoutCounts: 5, checkoutHardware: 6 }
      return { version: 7, changedBuilds: 3, changedTests: 2, sums }
    },
    mover: {
      archive: async (files) => void archived.push(...files.map(({ name }) => name)),
      refuse: async (file, { code }) => void refused.push(`${file.name} ${code}`),
      leave: (file) => void left.push(file.name),
    },
    backoff: { attempts: 3, firstDelayMs: 1, maxDelayMs: 2 },
    totals,
    metrics: createIngestMetrics(registry),
    log: pino({ level: 'silent' }),
    signal: signal ?? new AbortController().signal,
  })
}

const batch = ['a', 'b', 'c', 'd', 'e'].map((name) =>
  madeUpFile({ name, size: 10, modifiedMs: 0 }, { rows: 2 }),
)
const failure = (code: string) => Object.assign(new Error(`error ${code}`), { code })
const failingOn = (names: string[], error: Error) => async (files: readonly PreparedFile[]) => {
  if (files.some(({ file }) => names.includes(file.name))) throw error
}

test('says which files are stored and to be moved away, and counts them', async () => {
  const stored = await storeWith(async () => {}).store(batch)
  expect(stored.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(archived).toEqual([])
  expect(totals).toMatchObject({ filesStored: 5, bytes: 50, rows: { tests: 10 } })
})

test('tells what the sums took over, once per batch that was committed', async () => {
  await storeWith(failingOn(['b'], failure('22P05'))).store(batch.slice(0, 3))
  const text = await registry.metrics()
  expect(text).toContain('treeline_rollup_changes_total{table="builds"} 6')
  expect(text).toContain('treeline_rollup_changes_total{table="tests"} 4')
  expect(text).toContain('treeline_rollup_version 7')
})

test('a document that cannot be stored costs no other', async () => {
  await storeWith(failingOn(['b', 'e'], failure('22P05'))).store(batch)
  expect(archived).toEqual(['a', 'c', 'd'])
  expect(refused).toEqual(['b not_storable', 'e not_storable'])
  expect(totals).toMatchObject({ filesStored: 3 })
  expect(left).toEqual([])
})

test('finds one bad document among many in few writes', async () => {
  const many = Array.from({ length: 64 }, (_, index) =>
    madeUpFile({ name: `${index}`, size: 10, modifiedMs: 0 }, { rows: 1 }),
  )
  const fail = failingOn(['40'], failure('22P05'))
  let writes = 0
  const write = (files: readonly PreparedFile[]) => {
    writes += 1
    return fail(files)
  }
  await storeWith(write).store(many)
  expect(archived).toHaveLength(63)
  // the whole, and two halves on each of six levels
  expect(writes).toBe(13)
})

test('a file that fails for a reason nobody knows stays, and its neighbours are stored', async () => {
  await storeWith(failingOn(['c'], new TypeError('a mistake of ours'))).store(batch)
  expect(archived).toEqual(['a', 'b', 'd', 'e'])
  expect(refused).toEqual([])
  expect(left).toEqual(['c'])
})

test('waits a transient error out', async () => {
  let failures = 2
  const stored = await storeWith(async () => {
    if (failures-- > 0) throw failure('40P01')
  }).store(batch)
  expect(stored).toHaveLength(5)
})

test('moves nothing when the database stays away, or is not the right one', async () => {
  await expect(storeWith(failingOn(['a'], failure('ECONNREFUSED'))).store(batch)).rejects.toThrow(
    'the database stayed unavailable: error ECONNREFUSED',
  )
  await expect(storeWith(failingOn(['a'], failure('42P01'))).store(batch)).rejects.toThrow(
    'the database cannot be used as it is',
  )
  expect([...archived, ...refused]).toEqual([])
})

test('blames no document when it is told to end during a write', async () => {
  const controller = new AbortController()
  const tried: number[] = []
  const store = storeWith(async (files) => {
    tried.push(files.length)
    controller.abort(new Error('told to end'))
    controller.signal.throwIfAborted()
  }, controller.signal)
  await expect(store.store(batch)).rejects.toThrow('told to end')
  expect(tried).toEqual([5])
  expect([...archived, ...refused, ...left]).toEqual([])
})

test('stops waiting when it is told to end', async () => {
  const controller = new AbortController()
  const store = storeWith(async () => {
    controller.abort(new Error('told to end'))
    throw failure('57P01')
  }, controller.signal)
  await expect(store.store(batch)).rejects.toThrow('told to end')
  expect(archived).toEqual([])
})
