import { expect, it } from 'vitest'
import { type Table, tableLines, widthOf } from './table.ts'

const table: Table = {
  columns: [
    { titles: ['Lab'], align: 'left', width: 12 },
    { titles: ['New', 'builds'], align: 'right', width: 9 },
  ],
  rows: [['one', '1,000'], ['板'], ['a long\nname', '-5']],
  total: ['Total', '995'],
  rules: 'across',
}

it('has a rule below the header and above the total', () => {
  expect(tableLines(table)).toEqual([
    '                  New',
    '  Lab          builds',
    `  ${'─'.repeat(19)}`,
    '  one           1,000',
    '  板',
    '  a long name       -5',
    `  ${'─'.repeat(19)}`,
    '  Total           995',
  ])
})

it('has a rule below each title', () => {
  expect(tableLines({ ...table, rules: 'columns', rows: [] })[2]).toBe(
    `  ${'─'.repeat(10)}  ${'─'.repeat(7)}`,
  )
})

it('measures what is shown', () => {
  expect(widthOf(['ab', '板板'], 3)).toBe(7)
  expect(widthOf([], 3, 12)).toBe(12)
})
