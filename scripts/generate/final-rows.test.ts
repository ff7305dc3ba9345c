import { expect, it } from 'vitest'
import { generateSubmissions } from '../../src/example-data/generate.ts'
import { listNames } from '../../src/example-data/submission.ts'
import { copyText } from '../../src/ingest/documents/storing/copy-text.ts'
import { prepareDocument } from '../../src/ingest/documents/prepare-document.ts'
import type { Row } from '../../src/ingest/documents/storing/rows.ts'
import type { KcidbTable } from '../../src/store/app/schema/kcidb-tables.ts'
import { finalRows } from './final-rows.ts'

const options = { tests: 3_000, seed: 13, now: new Date('2026-03-01T12:00:00Z') }
const automaticLab = /^(shell|k8s.*)$/u

it('gives the rows that the ingester makes of the submissions', () => {
  const ingested = ingestedRows()
  const copied = new Map<string, string>()
  for (const { table, text } of finalRows(options, automaticLab)) {
    for (const line of text.toString().split('\n').slice(0, -1)) {
      const [, ...values] = line.split('\t')
      const key = keyOf(table, ['', ...values])
      expect(copied.has(key)).toBe(false)
      copied.set(key, values.join('\t'))
    }
  }
  expect(copied).toEqual(ingested)
})

/** Rows without `_timestamp` by table and key; the first value of each column wins. */
function ingestedRows(): Map<string, string> {
  const merged = new Map<string, Row>()
  for (const submission of generateSubmissions(options)) {
    for (const [table, rows] of Object.entries(acceptedRows(submission))) {
      for (const row of rows) {
        const key = keyOf(table as KcidbTable, row)
        const before = merged.get(key)
        merged.set(key, before?.map((value, index) => value ?? row[index] ?? null) ?? row)
      }
    }
  }
  const text = (row: Row) =>
    copyText([row.slice(1)])
      .toString()
      .trimEnd()
  return new Map(Array.from(merged, ([key, row]) => [key, text(row)]))
}

function acceptedRows(submission: object): Record<KcidbTable, Row[]> {
  const prepared = prepareDocument(Buffer.from(JSON.stringify(submission)), {
    receivedAt: '2026-03-01T12:00:00Z',
    treeNames: new Map(),
    automaticLab,
  })
  if (!prepared.accepted) throw new Error(prepared.refusal.message)
  return prepared.rows
}

/** Builds and tests have another row before their id. */
function keyOf(table: KcidbTable, row: Row): string {
  const position = table === 'builds' || table === 'tests' ? 2 : 1
  return `${table} ${row[position]} ${table === 'issues' ? row[2] : ''}`
}

it('covers all five tables', () => {
  const tables = new Set(Array.from(finalRows(options, automaticLab), ({ table }) => table))
  expect(tables).toEqual(new Set(listNames))
})
