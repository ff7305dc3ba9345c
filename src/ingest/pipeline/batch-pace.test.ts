import { expect, test } from 'vitest'
import { madeUpFile } from '../testing/made-up-file.ts'
import { Batch } from './batch.ts'
import { BatchPace } from './batch-pace.ts'

const full = { worthWriting: 0.25, batchFiles: 500, batchRows: 10_000, batchBytes: 8_000_000 }

type Writing = { tookMs: number; waitedMs: number }

function paced() {
  let waitedMs = 0
  const pace = new BatchPace(full, () => waitedMs)
  return {
    pace,
    /** Writes batches of so many files, or as large as they may be, and says how many files the next one may hold. */
    write: (times: readonly Writing[], files?: number) => {
      for (const time of times) {
        waitedMs = time.waitedMs
        pace.note(batchOf(files ?? pace.limits.batchFiles, pace), time.tookMs)
      }
      return pace.limits.batchFiles
    },
  }
}

function batchOf(files: number, pace: BatchPace): Batch {
  const batch = new Batch(pace.limits)
  for (let at = 0; at < files; at += 1) {
    batch.add(madeUpFile({ name: `${at}.json`, size: 1, modifiedMs: at }, { rows: 1 }))
  }
  return batch
}

test('whoever writes alone makes full batches, however long they take', () => {
  const { pace, write } = paced()
  expect(write([{ tookMs: 5000, waitedMs: 0 }])).toBe(500)
  expect(pace.limits).toEqual(full)
  expect(pace.isCrowded).toBe(false)
})

test('among several writers, a batch holds what is stored within a quarter of a second', () => {
  const { pace, write } = paced()
  expect(write([{ tookMs: 900, waitedMs: 500 }])).toBe(313) // 500 × 250/400
  expect(pace.isCrowded).toBe(true)
  expect(pace.limits.batchRows).toBe(6250)
  expect(pace.limits.batchBytes).toBe(5_000_000)
  expect(write([{ tookMs: 650, waitedMs: 400 }])).toBe(313)
})

test('never changes by more than half or twice, and stays between a quarter and all', () => {
  const { write } = paced()
  const slow = { tookMs: 60_000, waitedMs: 100 }
  expect(write([slow])).toBe(250)
  expect(write([slow, slow])).toBe(125)
  const fast = { tookMs: 120, waitedMs: 110 }
  expect(write([fast])).toBe(250)
  expect(write([fast, fast])).toBe(500)
})

test('grows to full batches again once nobody else writes', () => {
  const { pace, write } = paced()
  const slow = { tookMs: 1100, waitedMs: 100 }
  write([slow, slow])
  const alone = { tookMs: 200, waitedMs: 0 }
  expect(write([alone])).toBe(250)
  expect(pace.isCrowded).toBe(false)
  expect(write([alone])).toBe(500)
})

test('a batch that is not full says nothing about the size', () => {
  const { pace, write } = paced()
  write([{ tookMs: 3000, waitedMs: 60 }], 1)
  expect(pace.isCrowded).toBe(true)
  expect(pace.limits).toEqual(full)
})
