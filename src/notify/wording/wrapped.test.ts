import { expect, it } from 'vitest'
import { wrapped } from './wrapped.ts'

it('goes by what a terminal shows', () => {
  const link = `https://d.example.org/${'x'.repeat(80)}`
  expect(wrapped(`${'ab '.repeat(30)}${'\u4e00'.repeat(10)} ${link} end`, '  ')).toEqual([
    `  ${'ab '.repeat(25).trim()}`,
    `  ${'ab '.repeat(5)}${'\u4e00'.repeat(10)}`,
    `  ${link}`,
    '  end',
  ])
})

it('goes on below a label', () => {
  expect(wrapped('ab '.repeat(26).trim(), '  ', 'commit: ')).toEqual([
    `commit: ${'ab '.repeat(22)}ab`,
    '  ab ab ab',
  ])
})
