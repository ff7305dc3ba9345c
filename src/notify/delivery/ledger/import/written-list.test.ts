import fc from 'fast-check'
import { expect, it } from 'vitest'
import { writtenList } from './written-list.ts'

it.each([
  ["['abc%', 'def%']", ['abc%', 'def%']],
  ['["abc%", "def%"]', ['abc%', 'def%']],
  ['[]', []],
  [`["it's", 'a "b"']`, ["it's", 'a "b"']],
  [
    String.raw`['a\\_b', 'it\'s \"so\"', '\xe9\u20ac\U0001f600\n']`,
    ['a\\_b', `it's "so"`, 'é€😀\n'],
  ],
])('%s', (written, list) => {
  expect(writtenList(written)).toEqual(list)
})

it.each(['', '[', '[abc]', "['a' 'b']", "['a',]x", "['a", '[1]', "['a', None]", '{}', "'a'"])(
  'no list of texts: %s',
  (written) => {
    expect(writtenList(written)).toBeUndefined()
  },
)

it('reads whatever Python shows', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (list) => {
      expect(writtenList(`[${list.map(shownByPython).join(', ')}]`)).toEqual(list)
    }),
  )
})

/** Single quotes, unless there are only such inside. */
function shownByPython(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const hidden = text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)
  return `${quote}${hidden.replaceAll('\n', '\\n')}${quote}`
}

it('gives up at once on what is long and no list', () => {
  expect(writtenList(`[${"'a', ".repeat(50_000)}`)).toBeUndefined()
})
