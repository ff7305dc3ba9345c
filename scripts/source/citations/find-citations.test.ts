import { describe, expect, it } from 'vitest'
import { findCitations } from './find-citations.ts'

/** What is cited, page by page. */
function cited(text: string): [string, ...string[]][] {
  return findCitations(text).citations.map(({ page, anchor, items }) => [
    anchor === undefined ? page : `${page}#${anchor}`,
    ...items.map(({ item }) => item),
  ])
}

describe('findCitations', () => {
  it.each([
    ['(trees.md 6.6)', ['trees.md', '6.6']],
    ['(trees.md 6.3 step 2; more)', ['trees.md', '6.3.2']],
    ['rollup.md 3, steps 4 to 10.', ['rollup.md', '3.4']],
    ['trees.md 4.5, O12, 7.4 and O23 … O25', ['trees.md', '4.5', 'O12', '7.4', 'O23', 'O25']],
    ['filters.md O-F1, O-F8, and 3 rows', ['filters.md', 'O-F1', 'O-F8']],
    ['ingestion.md O-2 or hardware.md T1', ['ingestion.md', 'O-2'], ['hardware.md', 'T1']],
    ['rollup.md 4: 100 % of it', ['rollup.md', '4']],
    ['trees.md, 5 rows', ['trees.md']],
    ['see [the page](../x.md) 2.1', ['../x.md', '2.1']],
    ['reference/operations.md 2.2', ['reference/operations.md', '2.2']],
    ['docs/operations.md#health', ['docs/operations.md#health']],
  ])('reads %j', (text, ...expected) => {
    expect(cited(text)).toEqual(expected)
  })

  it('passes over what is no page', () => {
    expect(cited('x.mdx 3, md 4, .md')).toEqual([])
  })

  it('reads on over the line ends of comments', () => {
    expect(cited('/**\n * the rule (trees.md\n * 6.6, O5)\n */')).toEqual([
      ['trees.md', '6.6', 'O5'],
    ])
    expect(cited('// as in trees.md 4.7,\n  // O8')).toEqual([['trees.md', '4.7', 'O8']])
  })

  it('finds oddities that stand alone', () => {
    const { bareOddities } = findCitations('(trees.md O1, O2) but O3, O-4 and NO5')
    expect(bareOddities).toEqual([
      { code: 'O3', offset: 22 },
      { code: 'O-4', offset: 26 },
    ])
  })
})
