import pg from 'pg'
import { expect, test } from 'vitest'
import { typeParsers } from './type-parsers.ts'

const { builtins } = pg.types

function parse(type: number, text: string): unknown {
  return typeParsers.getTypeParser(type, 'text')(text)
}

test.each([
  ['2025-07-16 08:45:53+00', '2025-07-16T08:45:53Z'],
  ['2025-07-16 08:45:53.12+00', '2025-07-16T08:45:53.120000Z'],
  ['2025-07-16 08:45:53.123456+00', '2025-07-16T08:45:53.123456Z'],
])('reads the time %s as the API writes it (api-misc.md 1.5)', (stored, written) => {
  expect(parse(builtins.TIMESTAMPTZ, stored)).toBe(written)
})

test.each([
  ['0001-01-01 00:00:00+00', '0001-01-01T00:00:00Z'],
  ['9999-12-31 23:59:59.999999+00', '9999-12-31T23:59:59.999999Z'],
])('reads the time %s, the first or last that can be written', (stored, written) => {
  expect(parse(builtins.TIMESTAMPTZ, stored)).toBe(written)
})

test.each([
  ['2025-07-16 10:45:53+02', '2025-07-16T08:45:53Z'],
  ['2025-07-15 21:15:53.12-03:30', '2025-07-16T00:45:53.120000Z'],
  ['1890-01-01 00:53:28.123456+00:53:28', '1890-01-01T00:00:00.123456Z'],
  ['9999-12-31 23:30:00-01', null],
  ['0001-01-01 00:30:00+01', null],
])('reads the time %s of a session that is not in UTC', (stored, written) => {
  expect(parse(builtins.TIMESTAMPTZ, stored)).toBe(written)
})

test.each([
  'infinity',
  '-infinity',
  '0001-12-31 23:59:59.999999+00 BC',
  '4714-11-24 00:00:00+00 BC',
  '10000-01-01 00:00:00+00',
  '294276-12-31 23:59:59.999999+00',
])('answers null for the time %s, outside the years 1 to 9999', (stored) => {
  expect(parse(builtins.TIMESTAMPTZ, stored)).toBeNull()
})

test('keeps the digits of numbers in json, and counts in numbers', () => {
  // the second overflows a double: ingest refuses it, and PostgreSQL does not
  for (const number of ['12345678901234567890', '9'.repeat(400)]) {
    for (const type of [builtins.JSON, builtins.JSONB]) {
      expect(JSON.stringify(parse(type, `{"n": ${number}}`))).toBe(`{"n":${number}}`)
    }
  }
  expect(parse(builtins.INT8, '42')).toBe(42)
})

test.each([
  ['{}', []],
  ['{a,"b,c","NULL"}', ['a', 'b,c', 'NULL']],
  ['{NULL}', []],
  ['{a,NULL,b}', ['a', 'b']],
  ['{{a,b},{c,NULL}}', ['a', 'b', 'c']],
  ['[0:1]={a,b}', ['a', 'b']],
])('reads the texts of %s', (stored, texts) => {
  expect(parse(1009, stored)).toEqual(texts)
})

test('leaves other types as they are', () => {
  expect(parse(builtins.TEXT, '2025-07-16 08:45:53+00')).toBe('2025-07-16 08:45:53+00')
  expect(parse(builtins.BOOL, 't')).toBe(true)
})
