import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { expect, it } from 'vitest'
import { htmlPage } from './html-page.ts'
import { anyBlocks } from '../../testing/arbitrary/any-blocks.ts'
import { styleOfPage } from './html-style.ts'

it('shows the same as the text', () => {
  const page = htmlPage(
    'Status <of> mainline',
    [
      { kind: 'paragraph', text: 'More at https://d.example.org/a?b=1&c=2 & elsewhere' },
      {
        kind: 'counters',
        counters: {
          builds: { PASS: 1_000, FAIL: 0, INCONCLUSIVE: 2 },
          boots: { PASS: 0, FAIL: 0, INCONCLUSIVE: 0 },
          tests: { PASS: 1, FAIL: 2, INCONCLUSIVE: 3 },
        },
      },
      {
        kind: 'table',
        table: {
          columns: [{ titles: ['Two', 'lines'], align: 'right', width: 5 }],
          rows: [['<b>']],
          total: ['1'],
          rules: 'across',
        },
      },
      { kind: 'excerpt', text: '<oops>\n' },
      { kind: 'lines', lines: ['--', 'bye'] },
    ],
    [{ kind: 'paragraph', text: 'Tested' }],
  )
  expect(page).toContain('<title>Status &lt;of&gt; mainline</title>')
  expect(page).toContain(
    '<p>More at <a href="https://d.example.org/a?b=1&amp;c=2">https://d.example.org/a?b=1&amp;c=2</a> &amp; elsewhere</p>',
  )
  expect(page).toContain('<tr><th>Builds</th><td>1,000 ✅</td><td class="none">0 ❌</td>')
  expect(page).toContain('<th class="right">Two lines</th>')
  expect(page).toContain('<td class="right">&lt;b&gt;</td>')
  expect(page).toContain('<pre>&lt;oops&gt;\n</pre>')
  expect(page).toContain('<div class="below">\n<p>Tested</p>\n</div>')
  expect(page).toContain('--<br>\nbye')
})

it('loads nothing and runs nothing, whatever the data', () => {
  const harmless = new Set(['lang', 'charset', 'class', 'href', 'name', 'content'])
  const ours = new Set(
    'html head meta title style body h2 p a br pre table thead tbody tfoot tr th td ul li div'.split(
      ' ',
    ),
  )
  const property = fc.property(anyBlocks, (blocks) => {
    const seen = tagsOf(htmlPage('any', blocks))
    expect(seen.map(({ name }) => name).filter((name) => !ours.has(name))).toEqual([])
    const attributes = seen.flatMap((tag) => Object.entries(tag.attributes))
    expect(attributes.map(([name]) => name).filter((name) => !harmless.has(name))).toEqual([])
    for (const [name, value] of attributes) if (name === 'href') expect(value).toMatch(/^https?:/)
  })
  expect(() => fc.assert(property)).not.toThrow()
})

function tagsOf(page: string): { name: string; attributes: Record<string, string> }[] {
  const tags: { name: string; attributes: Record<string, string> }[] = []
  const parser = new Parser({ onopentag: (name, attributes) => tags.push({ name, attributes }) })
  parser.end(page)
  return tags
}

it('has one style, which golden pages leave out', async () => {
  await expect(styleOfPage).toMatchFileSnapshot('golden/style.txt')
})

it('names no other host in its style', () => {
  expect(htmlPage('any', [])).not.toMatch(/url\(|@import|src=/)
})
