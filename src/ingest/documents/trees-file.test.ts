import { describe, expect, it } from 'vitest'
import { parseTreesFile, TreesFileError } from './trees-file.ts'

describe('parseTreesFile (ingestion.md 2.9)', () => {
  it('maps URLs to names', () => {
    const text =
      'trees:\n  mainline:\n    url: https://a/m.git\n  next: { url: "https://a/n.git" }\n'
    expect(parseTreesFile(text)).toEqual(
      new Map([
        ['https://a/m.git', 'mainline'],
        ['https://a/n.git', 'next'],
      ]),
    )
  })

  it('takes the URL itself for an entry', () => {
    expect(parseTreesFile('trees:\n  a: https://a')).toEqual(new Map([['https://a', 'a']]))
  })

  it('lets the later of two names with the same URL win', () => {
    const text = 'trees:\n  first: {url: https://a}\n  second: {url: https://a}'
    expect(parseTreesFile(text)).toEqual(new Map([['https://a', 'second']]))
  })

  it.each(['6.10', 'on', 'null', '__proto__', 'constructor'])(
    'leaves the name %s as it is',
    (name) => {
      expect(parseTreesFile(`trees:\n  ${name}: {url: https://a}`)).toEqual(
        new Map([['https://a', name]]),
      )
    },
  )

  it.each(['', '# nothing\n', 'trees:', 'trees: {}'])('reads %j as an empty map', (text) => {
    expect(parseTreesFile(text)).toEqual(new Map())
  })

  it.each([
    ['a: [', 'not valid YAML'],
    ['a: b', 'the top key `trees` is missing'],
    ['just text', 'the top key `trees` is missing'],
    ['trees: [a]', '`trees` must be a map'],
    ['trees: {a: {}}', 'the tree `a` has no `url`'],
    ['trees: {a: {url: [x]}}', 'the tree `a` has no `url`'],
    ['trees: {[a]: {url: x}}', 'a key in `trees` is not the name of a tree'],
  ])('refuses %j', (text, message) => {
    expect(() => parseTreesFile(text)).toThrow(TreesFileError)
    expect(() => parseTreesFile(text)).toThrow(message)
  })
})
