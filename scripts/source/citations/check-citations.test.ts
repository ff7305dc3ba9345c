import { describe, expect, it } from 'vitest'
import { checkCitations } from './check-citations.ts'
import { Library } from './library.ts'
import { describeProblems, type SourceFile } from './problem.ts'

const pages: SourceFile[] = [
  { path: 'docs/operations.md', text: '# Operations\n## Health' },
  { path: 'docs/decisions.md', text: '## 1. Verdicts' },
  { path: 'docs/reference/operations.md', text: '## 2. Metrics\n### 2.2 Names' },
  { path: 'docs/reference/trees.md', text: '## 4. Rules\n1. one\n## 13. Oddities\n| O1 | odd |' },
  { path: 'docs/reference/ingestion.md', text: '## 7. Oddities\n| O-2 | odd |' },
]

function problemsOf(path: string, text: string): string[] {
  const file = { path, text }
  const library = new Library([...pages.filter((page) => page.path !== path), file])
  return describeProblems(checkCitations(file, library))
}

describe('checkCitations', () => {
  it.each([
    'trees.md 4, O1',
    'trees.md 4 step 1',
    'ingestion.md O-2, and decisions.md 1',
    'docs/operations.md#health',
    'reference/operations.md 2.2',
    'the decisions 1 and 2 were made, 5 trees',
  ])('is content with %j', (text) => {
    expect(problemsOf('src/a.ts', `// ${text}`)).toEqual([])
  })

  it.each([
    ['forest.md 4', 'there is no page forest.md'],
    ['trees.md 5', 'docs/reference/trees.md has no section 5'],
    ['trees.md 4 step 2', 'docs/reference/trees.md has no section 4.2'],
    ['trees.md O1, O2', 'docs/reference/trees.md has no oddity O2'],
    ['operations.md 2.2', 'docs/operations.md has no section 2.2'],
    ['docs/operations.md#wealth', 'docs/operations.md has no heading #wealth'],
    ['as O1 says', 'O1 of which chapter?'],
    ['(decisions 1)', 'write decisions.md'],
    ['trees O1', 'write trees.md'],
  ])('refuses %j', (text, message) => {
    expect(problemsOf('src/a.ts', `line one\n// ${text}`)).toContain(`src/a.ts:2: ${message}`)
  })

  it('lets a chapter name its own sections and oddities, or those of ingestion.md', () => {
    expect(problemsOf('docs/reference/trees.md', '## 4. Rules\n(§4, O1)\n| O1 | odd |')).toEqual([])
    expect(problemsOf('docs/reference/storage.md', '## 1. Tables\n(section 1, O-2)')).toEqual([])
    expect(problemsOf('docs/reference/storage.md', '## 1. Tables\n(section 2, O-3)')).toEqual([
      'docs/reference/storage.md:2: docs/reference/ingestion.md has no oddity O-3',
      'docs/reference/storage.md:2: there is no section 2 here',
    ])
  })
})
