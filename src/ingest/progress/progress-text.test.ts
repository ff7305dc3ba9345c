import { expect, test } from 'vitest'
import { noTotals } from './ingest-totals.ts'
import { progressLine, summaryText } from './progress-text.ts'

const totals = { ...noTotals(), filesStored: 1200, filesRefused: 3, bytes: 50e6 }
totals.rows.tests = 40_000
totals.rows.builds = 1_000

test('tells how far it is and how long it still takes', () => {
  const work = { waiting: 4_000, waitingBytes: 150e6 }
  expect(progressLine(totals, work, 10)).toBe(
    '1,203 of 4,000 files, 41,000 rows, 50.0 MB, 5.0 MB/s, 3 refused, 20 s left',
  )
  expect(progressLine({ ...totals, bytesRefused: 50e6 }, work, 10)).toMatch(/ 5 s left$/)
  expect(progressLine(noTotals(), { waiting: 2, waitingBytes: 10 }, 0)).toBe(
    '0 of 2 files, 0 rows, 0.0 MB, 0.0 MB/s',
  )
})

test('sums up what was done', () => {
  expect(summaryText(totals, 10)).toBe(
    [
      'files: 1,200 stored, 3 refused',
      'rows: issues 0, checkouts 0, builds 1,000, tests 40,000, incidents 0',
      '50.0 MB in 10.0 s: 120.0 files/s, 4100.0 rows/s, 5.0 MB/s',
      '',
    ].join('\n'),
  )
})
