import fc from 'fast-check'
import { expect, it } from 'vitest'
import { copyText } from './copy-text.ts'
import type { Row } from './rows.ts'

/** Reads the text format of COPY as its documentation describes it. */
function readCopyText(text: string): Row[] {
  const meanings: Record<string, string> = { n: '\n', r: '\r', t: '\t' }
  const lines = text.split('\n').slice(0, -1)
  return lines.map((line) =>
    line.split('\t').map((value) => {
      if (value === '\\N') return null
      return value.replace(/\\(.)/g, (_, letter: string) => meanings[letter] ?? letter)
    }),
  )
}

it('ends rows with newlines, parts columns by tabs and writes null as \\N', () => {
  expect(
    copyText([
      ['a', null, ''],
      ['\\N', 'x\ty\nz\r', '\\.'],
    ]).toString(),
  ).toBe('a\t\\N\t\n\\\\N\tx\\ty\\nz\\r\t\\\\.\n')
  expect(copyText([])).toHaveLength(0)
})

it('gives back every row', () => {
  const value = fc.option(
    fc.string({
      unit: fc.oneof(fc.constantFrom('\\', '\n', '\r', '\t', 'N', '.', 'ä', '😀'), fc.string()),
    }),
  )
  fc.assert(
    fc.property(fc.array(fc.array(value, { minLength: 1 })), (rows) => {
      expect(readCopyText(copyText(rows).toString())).toEqual(rows)
    }),
  )
})
