import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyBlocks } from '../../testing/arbitrary/any-blocks.ts'
import { plainText } from './plain-text.ts'

it('writes blocks with an empty line between them', () => {
  const text = plainText([
    { kind: 'paragraph', text: 'How a commit\nfares.' },
    {
      kind: 'facts',
      facts: [
        { label: 'tree', value: 'mainline' },
        { label: 'dashboard', value: { href: 'https://d.example.org/c/', text: 'commit' } },
        { value: '# no command' },
      ],
    },
    { kind: 'heading', text: 'Fixed' },
    { kind: 'facts', facts: [] },
    {
      kind: 'outline',
      outline: {
        indent: 4,
        marks: ['> ', '>> '],
        entries: [
          {
            title: 'juno',
            entries: [{ title: 'defconfig', facts: [{ label: 'last run', value: '12:00' }] }],
          },
        ],
      },
    },
    { kind: 'lines', lines: ['#token one', '#token two'] },
    { kind: 'excerpt', text: '| line\n|  other\n' },
    { kind: 'excerpt', text: 'words', rule: '---' },
  ])
  expect(text).toBe(`How a commit fares.

  tree:      mainline
  dashboard: https://d.example.org/c/
  > # no command

Fixed
=====

> juno
    >> defconfig
      last run: 12:00

#token one
#token two

| line
|  other

---
words
---
`)
})

it('lets no data command the robots of mailing lists, nor a terminal', () => {
  fc.assert(
    fc.property(anyBlocks, (blocks) => {
      const text = plainText(blocks)
      expect(text).not.toMatch(/^\s*#/m)
      expect(text).not.toMatch(/[^\P{Cc}\n\t]/u)
      expect(text === '' || text.endsWith('\n')).toBe(true)
    }),
  )
})
