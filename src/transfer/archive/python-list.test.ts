import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPythonList } from './python-list.ts'

test.each([
  ['[]', []],
  [`['a', "b'c"]`, ['a', "b'c"]],
  [`['it\\'s "so"']`, ['it\'s "so"']],
  [
    String.raw`['\\', '\n\r\t', '\x1b', 'é', '\U0001f600', '\7']`,
    ['\\', '\n\r\t', '\u001B', 'é', '😀', '\u0007'],
  ],
  [
    String.raw`['\d', '\N{DASH}', '\U0fffffff']`,
    [String.raw`\d`, String.raw`\N{DASH}`, String.raw`\U0fffffff`],
  ],
  ['[None, null]', [null, null]],
  [`[['a'], ['b',]]`, [['a'], ['b']]],
  [` [ 'a' ,'b' , ] `, ['a', 'b']],
  ['["a","b"]', ['a', 'b']],
])('%s', (source, list) => {
  expect(readPythonList(source)).toEqual(list)
})

test.each([
  '',
  'None',
  "'a'",
  '[',
  "['a'",
  "['a' 'b']",
  "['a'] x",
  '[1]',
  '[,]',
  '{a,b}',
  `['a"]`,
  `${'['.repeat(8)}${']'.repeat(8)}`,
])('%j is no list of texts', (source) => {
  expect(readPythonList(source)).toBeUndefined()
})

const odd = fc.constantFrom(
  'a',
  "'",
  '"',
  '\\',
  '\n',
  '\r',
  '\u0001',
  'é',
  '😀',
  '\u2028',
  ',',
  ']',
  ' ',
)

test('whatever texts there are come back', () => {
  const literal = (text: string) =>
    `'${text
      .replaceAll('\\', '\\\\')
      .replaceAll("'", String.raw`\'`)
      .replaceAll('\n', String.raw`\n`)}'`
  fc.assert(
    fc.property(fc.array(fc.string({ unit: odd })), (texts) => {
      expect(readPythonList(`[${texts.map(literal).join(', ')}]`)).toEqual(texts)
    }),
  )
})
