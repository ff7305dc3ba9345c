import { describe, expect, it } from 'vitest'
import { parseExactly } from '../platform/json/exact-json.ts'
import { jsonColumn, jsonObjectColumn } from './json-column.ts'

describe('jsonColumn', () => {
  it.each([[{ a: 1 }], [[1]], [3], [true]])('passes %j', (value) => {
    expect(jsonColumn(value)).toBe(value)
  })

  it('shows a missing value as null', () => {
    expect(jsonColumn(null)).toBeNull()
    expect(jsonColumn(undefined)).toBeNull()
  })

  it('reads a text with an object in it once', () => {
    expect(jsonColumn('{"a":"{}"}')).toEqual({ a: '{}' })
  })

  it('reads such a text also with a number in it that overflows a double', () => {
    expect(JSON.stringify(jsonColumn('{"a":1e400}'))).toBe('{"a":1e400}')
  })

  it.each(['plain', '"quoted"', '12', '12345678901234567890', 'null', '{'])(
    'leaves the text %s alone',
    (text) => {
      expect(jsonColumn(text)).toBe(text)
    },
  )
})

describe('jsonObjectColumn', () => {
  it('keeps objects and drops the rest', () => {
    expect(jsonObjectColumn({ a: 1 })).toEqual({ a: 1 })
    expect(jsonObjectColumn('{"a":1}')).toEqual({ a: 1 })
    const digits = parseExactly('12345678901234567890')
    for (const other of [[{}], 'text', 4, digits, null]) expect(jsonObjectColumn(other)).toBeNull()
  })
})
