import { describe, expect, it } from 'vitest'
import { checkLinks } from './check-links.ts'
import { Library } from './library.ts'

const other = { path: 'docs/other.md', text: '# The heading' }

function messagesOf(text: string): string[] {
  const file = { path: 'docs/page.md', text }
  const exists = (path: string) => ['docs/page.md', 'docs/other.md', 'LICENSE'].includes(path)
  return checkLinks(file, new Library([file, other]), exists).map(({ message }) => message)
}

describe('checkLinks', () => {
  it('follows links to files and headings, and leaves the network alone', () => {
    const text =
      '# Here\n[a](other.md) [b](other.md#the-heading) [c](#here) [d](../LICENSE) [e](https://x/)'
    expect(messagesOf(text)).toEqual([])
  })

  it.each([
    ['[a](none.md)', 'the link leads to docs/none.md, which is not there'],
    ['[a](../none)', 'the link leads to none, which is not there'],
    ['[a](other.md#none)', 'docs/other.md has no heading #none'],
    ['[a](#none)', 'docs/page.md has no heading #none'],
  ])('refuses %s', (text, message) => {
    expect(messagesOf(text)).toEqual([message])
  })
})
