import { expect, it } from 'vitest'
import { excerptHash } from '../../store/excerpts/excerpt-address.ts'
import { linkKeptExcerpts } from './link-kept-excerpts.ts'

const kept = 'x'.repeat(257)
const rule = {
  threshold: 256,
  urlIfKept: (hash: string) => (hash === excerptHash(kept) ? `https://s/${hash}` : null),
}
const link = { name: 'log_excerpt', url: `https://s/${excerptHash(kept)}` }

it('knows an excerpt by the SHA-256 of its text (ingestion.md 2.10 step 1)', () => {
  expect(excerptHash(kept)).toMatch(/^15eb95a4.*3f85f$/)
})

it('puts the address in place of an excerpt that storage has, behind other files', () => {
  const other = { name: 'a', url: 'https://o/a' }
  const items = [
    { id: 'alone', log_excerpt: kept },
    { id: 'with others', log_excerpt: kept, output_files: [other] },
  ]
  expect(linkKeptExcerpts(items, rule)).toEqual([])
  expect(items).toEqual([
    { id: 'alone', log_excerpt: '', output_files: [link] },
    { id: 'with others', log_excerpt: '', output_files: [other, link] },
  ])
})

it('leaves what is short, absent, or not in storage, and names the last', () => {
  const long = { id: 'long', log_excerpt: 'y'.repeat(257) }
  const items = [
    long,
    { id: 'short', log_excerpt: 'x'.repeat(256) },
    { id: 'none' },
    { id: 'pairs', log_excerpt: '💥'.repeat(256) },
    { id: 'more pairs', log_excerpt: '💥'.repeat(257) },
  ]
  const before = structuredClone(items)
  expect(linkKeptExcerpts(items, rule)).toEqual(['long', 'more pairs'])
  expect(items).toEqual(before)
})
