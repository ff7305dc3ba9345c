import { expect, it } from 'vitest'
import { hasShape } from './shape.ts'

it.each([
  ['  12 rows, 3.5 s\n', '1 rows, 20.75 s'],
  ['FINE     disk: 7 MB are free\n', 'FINE disk: 100 MB are free'],
  ['made /tmp/x/.data (new)', 'made … (new)'],
  ['a\nb\nc\nd\n', 'a\n…\nd'],
  ['a\nd\n', 'a\n…\nd'],
])('%j looks like %j', (output, shown) => {
  expect(hasShape(output, shown)).toBe(true)
})

it.each([
  ['12 rows', '12 lines'],
  ['rows', '12 rows'],
  ['a\nb', 'a'],
  ['a', 'a\nb'],
  ['abc', 'a.c'],
])('%j does not look like %j', (output, shown) => {
  expect(hasShape(output, shown)).toBe(false)
})
