import { describe, expect, it } from 'vitest'
import type { KcidbTable } from '../../../store/app/schema/kcidb-tables.ts'
import type { JsonObject } from '../../../platform/json/json-object.ts'
import { findRowFaults } from './row-limits.ts'
import { rowsOf } from './rows.ts'

const faultsOf = (table: KcidbTable, ...items: JsonObject[]) =>
  findRowFaults(table, items, rowsOf(table, items, 'now'))

describe('findRowFaults', () => {
  it('refuses U+0000 in values and names of every misc (decisions.md 2)', () => {
    expect(
      faultsOf(
        'tests',
        { misc: { a: ['\0'] } },
        { environment: { misc: { 'x\0': { 'a/b': 'b\0' } } } },
        { misc: { fine: '\\u0000' } },
      ),
    ).toMatchObject([
      { code: 'nul_character', pointer: '/tests/0/misc/a/0' },
      {
        code: 'nul_character',
        pointer: '/tests/1/environment/misc',
        message: 'has the name "x\\u0000", but must not contain U+0000',
      },
      { code: 'nul_character', pointer: '/tests/1/environment/misc/x\0/a~1b' },
    ])
    for (const table of ['checkouts', 'builds', 'issues', 'incidents'] as const) {
      expect(faultsOf(table, { misc: { a: '\0' } })).toMatchObject([
        { pointer: `/${table}/0/misc/a` },
      ])
    }
  })

  it('refuses JSON and lists of more than 16 Mi characters', () => {
    const half = 'x'.repeat(8 * 1024 * 1024)
    expect(faultsOf('checkouts', { misc: { a: half } })).toEqual([])
    expect(faultsOf('checkouts', { misc: { a: half, b: half }, comment: half })).toMatchObject([
      {
        code: 'row_too_large',
        pointer: '/checkouts/0/misc',
        message: 'has 16777231 characters when stored, but must have at most 16777216',
      },
    ])
    expect(faultsOf('tests', { environment: { compatible: [half, half] } })).toMatchObject([
      { code: 'row_too_large', pointer: '/tests/0/environment/compatible' },
    ])
  })

  it('refuses rows of more than 128 Mi characters', () => {
    const half = 'x'.repeat(64 * 1024 * 1024)
    expect(faultsOf('builds', {}, { comment: half, command: half })).toMatchObject([
      { code: 'row_too_large', pointer: '/builds/1' },
    ])
  })

  it('is bounded', () => {
    const items = Array.from({ length: 100 }, () => ({ misc: { a: Array(100).fill('\0') } }))
    expect(faultsOf('tests', ...items).length).toBeLessThan(50)
  })
})
