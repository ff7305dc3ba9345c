import { expect, it } from 'vitest'
import { replaceInPieces } from './replace-in-pieces.ts'

const doubled = (piece: string) => piece.replaceAll('x', 'xx')

it.each([0, 1, 64 * 1024, 64 * 1024 + 1, 200_000])(
  'replaces in a text of %i characters',
  (length) => {
    expect(replaceInPieces('x'.repeat(length), doubled)).toBe('x'.repeat(2 * length))
  },
)

it('leaves characters of two code units whole', () => {
  const text = `a${'😀'.repeat(100_000)}`
  expect(replaceInPieces(text, doubled)).toBe(text)
})
