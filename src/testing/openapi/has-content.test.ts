import { expect, it } from 'vitest'
import { hasContent } from './has-content.ts'

it.each([[{ a: [{ b: 1 }] }], ['new'], [[null, 'other']], [{ counts: { PASS: 0, FAIL: 2 } }]])(
  '%j says something',
  (body) => {
    expect(hasContent(body, '/x/asked?y=z')).toBe(true)
  },
)

it.each([
  [null],
  [[]],
  [{}],
  [{ a: [], b: { PASS: 0 }, c: null, d: '' }],
  [[{ hash: 'asked', n: 0 }]],
  [{ error: 'none found' }],
])('%j says nothing', (body) => {
  expect(hasContent(body, '/x/asked?y=z')).toBe(false)
})
