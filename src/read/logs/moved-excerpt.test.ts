import { expect, it } from 'vitest'
import { storedExcerpt } from './moved-excerpt.ts'

const address = (digit: string) =>
  `https://files.example.org/logexcerpt/${digit.repeat(64)}/logexcerpt.txt.gz`
const link = (url: unknown) => ({ name: 'log_excerpt', url })

it.each([
  ['a text', { log_excerpt: 'panic', output_files: [link(address('a'))] }, null],
  ['nothing', { log_excerpt: null, output_files: [link(address('a'))] }, null],
  ['an empty text', { log_excerpt: '', output_files: null }, null],
  [
    'an address',
    { log_excerpt: '', output_files: [{ name: 'dmesg', url: 'x:y' }, link(address('a'))] },
    address('a'),
  ],
  [
    'the last of several',
    { log_excerpt: '', output_files: [link(address('a')), link(address('b'))] },
    address('b'),
  ],
  [
    'an address of something else',
    { log_excerpt: '', output_files: [link('https://files.example.org/log')] },
    null,
  ],
  [
    'a file of another name',
    { log_excerpt: '', output_files: [{ name: 'x', url: address('a') }] },
    null,
  ],
  [
    'files in a text',
    { log_excerpt: '', output_files: JSON.stringify([link(address('a'))]) },
    address('a'),
  ],
  [
    'what is no list of files',
    { log_excerpt: '', output_files: { name: [link(1), null, 'x'] } },
    null,
  ],
  [
    'what are no files',
    { log_excerpt: '', output_files: [null, 'x', link(1), [link(address('a'))]] },
    null,
  ],
])('tells where the excerpt of a row with %s is', (_what, row, movedTo) => {
  expect(storedExcerpt(row)).toEqual({ text: row.log_excerpt, movedTo })
})
