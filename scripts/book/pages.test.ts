import { globSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readBook } from './pages.ts'

it('leads to every page of the book, and can read them', () => {
  const paths = readBook().map(({ path }) => path)
  expect(paths.toSorted()).toEqual(globSync('docs/operations/*.md').toSorted())
})

it('shows commands on most of them', () => {
  const withCommands = readBook().filter(({ blocks }) => blocks.length > 0)
  expect(withCommands.length).toBeGreaterThan(10)
})
