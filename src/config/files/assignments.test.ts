import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BrokenLine, readAssignments } from './assignments.ts'

const read = (text: string) =>
  Object.fromEntries(readAssignments(text).map(({ name, value }) => [name, value]))

it.each([
  ['a plain value', 'A=b c', 'b c'],
  ['blanks around', '  A =  b  ', 'b'],
  ['a comment', 'A=b # and why', 'b'],
  ['nothing', 'A=', ''],
  ['a word of the shell', 'export A=b', 'b'],
  ['quotes', `A="b # 'c'"`, `b # 'c'`],
  ['a comment behind quotes', `A='b' # c`, 'b'],
  ['an end of line', 'A="b\\nc"', 'b\nc'],
  ['no end of line', `A='b\\nc'`, 'b\\nc'],
  ['several lines', 'A="b\nc"', 'b\nc'],
  ['blanks at their ends', 'A="b \n c "  ', 'b \n c '],
  ['a file of Windows', '\uFEFFA=b\r\n', 'b'],
])('reads %s', (_, text, value) => {
  expect(read(text)).toEqual({ A: value })
})

it('tells the line on which each begins', () => {
  expect(readAssignments('# x\n\nA="b\nc"\nB=d')).toEqual([
    { name: 'A', value: 'b\nc', line: 3 },
    { name: 'B', value: 'd', line: 5 },
  ])
})

it.each([
  ['A=b\nnonsense', 2, 'expected NAME=value'],
  ['A: b', 1, 'expected NAME=value'],
  ['1A=b', 1, 'expected NAME=value'],
  ['\nA="b\nB=c', 2, 'the quote " is not closed'],
  ['A="b"c', 1, 'nothing but a comment may follow'],
  ['A="b\\"c"', 1, 'nothing but a comment may follow'],
  ['A=pass#word', 1, 'put a value that holds a # in quotes'],
])('names the line of %j', (text, line, problem) => {
  const refusal = (() => {
    try {
      return readAssignments(text)
    } catch (error) {
      return error
    }
  })()
  expect(refusal).toBeInstanceOf(BrokenLine)
  expect(refusal).toMatchObject({ line, message: expect.stringContaining(problem) })
})

it('reads what was written, whatever stands beside it', () => {
  const name = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,5}$/)
  const piece = fc.constantFrom('a', ' ', '=', '#', '"', "'", '`', '\n', '\\', '$', 'é')
  const value = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''))
  const quote = fc.constantFrom('', '"', "'", '`')
  const noise = fc.constantFrom('', '\n', '# A=b\n', '  # "\n')
  let written = 0
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value, quote, noise), { maxLength: 5 }), (lines) => {
      const kept = lines.filter(([, each, mark]) =>
        mark === '' ? /^(?:[^\s#"'`\n](?:[^#\n]*[^\s#\n])?)?$/u.test(each) : !each.includes(mark),
      )
      written += kept.length
      const text = kept.map(([n, v, q, before]) => `${before}${n}=${q}${v}${q}\n`).join('')
      expect(readAssignments(text).map(({ name: n, value: v }) => [n, v])).toEqual(
        kept.map(([n, v]) => [n, v]),
      )
    }),
    { numRuns: 1_000 },
  )
  expect(written).toBeGreaterThan(500)
})
