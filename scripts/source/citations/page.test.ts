import { describe, expect, it } from 'vitest'
import { readPage } from './page.ts'

describe('readPage', () => {
  const page = readPage({
    path: 'docs/x.md',
    text: [
      '# Title',
      '## 1. First',
      '1. an item',
      '2. another',
      '### 1.1 `code` – and (more)',
      '3. a third',
      '```',
      '## 2. not a heading',
      '```',
      '## Again',
      '## Again',
      '| O7 | odd |',
      '| O-F3 | odd |',
      '| T1 | odd |',
      '| 8 | no code |',
    ].join('\n'),
  })

  it('knows numbered sections and the items of their lists', () => {
    expect(page.sections).toEqual(new Set(['1', '1.1', '1.2', '1.1.3']))
  })

  it('knows the codes that begin table rows', () => {
    expect([...page.oddities]).toEqual(['O7', 'O-F3', 'T1'])
  })

  it('names headings as GitHub does', () => {
    expect([...page.anchors]).toEqual(['title', '1-first', '11-code--and-more', 'again', 'again-1'])
  })
})
