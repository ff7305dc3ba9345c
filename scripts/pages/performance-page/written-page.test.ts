import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { documentedOperations } from '../../bench/http/operations.ts'
import { isAsWritten } from './page-text.ts'
import { tableBelow } from './testing/table-below.ts'

const written = readFileSync('docs/performance.md', 'utf8')

it('is as the script wrote it', () => {
  expect(isAsWritten(written)).toBe(true)
  expect(isAsWritten(written.replace(/\d+\.\d/, '0.0'))).toBe(false)
})

it('has each route, with figures', () => {
  const [head, , ...rows] = tableBelow(written, 'Warm')
  expect(new Set(rows.map(([operation]) => operation))).toEqual(
    new Set(documentedOperations().map(({ id }) => id)),
  )
  for (const row of rows) {
    expect(row).toHaveLength(head?.length ?? 0)
    expect(row.join(' ')).not.toMatch(/NaN|undefined|null/)
  }
})
