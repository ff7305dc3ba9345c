import { describe, expect, it } from 'vitest'
import { parseTreesFile } from './parse-trees-file.ts'
import { TreesFileError } from './trees-file-error.ts'

const parseText = (text: string) => parseTreesFile(Buffer.from(text))

describe('parseTreesFile (ingestion.md 2.9)', () => {
  it('maps URLs to names', () => {
    const text =
      'trees:\n  mainline:\n    url: https://a/m.git\n  next: { url: "https://a/n.git" }\n'
    expect(parseText(text)).toEqual(
      new Map([
        ['https://a/m.git', 'mainline'],
        ['https://a/n.git', 'next'],
      ]),
    )
  })

  it('takes the URL itself for an entry', () => {
    expect(parseText('trees:\n  a: https://a')).toEqual(new Map([['https://a', 'a']]))
  })

  it('skips a byte order mark and follows aliases', () => {
    const text = '\uFEFFtrees:\n  a: {url: https://a}\nmore: [&b https://b, &c {url: https://c}]\n'
    expect(parseText(text)).toEqual(new Map([['https://a', 'a']]))
    const first = 'more: [&b https://b, &c {url: https://c}]\n'
    expect(parseText(`${first}trees: {b: {url: *b}, c: *c}`)).toEqual(
      new Map([
        ['https://b', 'b'],
        ['https://c', 'c'],
      ]),
    )
  })

  it.each(['6.10', 'on', 'null', '__proto__', 'constructor'])(
    'leaves the name %s as it is',
    (name) => {
      expect(parseText(`trees:\n  ${name}: {url: https://a}`)).toEqual(
        new Map([['https://a', name]]),
      )
    },
  )

  it('takes any quoted text for a URL', () => {
    expect(parseText('trees: {a: "5", b: {url: \'null\'}}')).toEqual(
      new Map([
        ['5', 'a'],
        ['null', 'b'],
      ]),
    )
  })

  it('reads an empty map as no trees', () => {
    expect(parseText('trees: {}')).toEqual(new Map())
  })

  it.each(['', ' \n', '# nothing\n', '---\n', 'trees:', 'trees: ~ # none yet'])(
    'does not take %j for a map without trees',
    (text) => {
      expect(() => parseText(text)).toThrow(TreesFileError)
    },
  )

  const latin1 = Buffer.from('trees:\n  # Müller\n  a: {url: https://a}\n', 'latin1')
  const utf16 = Buffer.from('\uFEFFtrees: {}', 'utf16le')
  it.each([
    [latin1, 'line 2: it is not UTF-8'],
    [utf16, 'line 1: it is not UTF-8'],
    ['', 'it is empty'],
    ['trees:\n', 'line 1: `trees` is empty'],
    ['ok: 1\na: [', 'line 2: not valid YAML'],
    ['trees: {}\n---\ntrees: {}', 'line 2: not valid YAML: a second document begins'],
    ['trees:\n  a: https://a\n  a: https://b', 'line 3: not valid YAML: Map keys must be unique'],
    ['a: b', 'line 1: the top key `trees` is missing'],
    ['just text', 'line 1: the top key `trees` is missing'],
    ['# more\ntrees: [a]', 'line 2: `trees` must be a map'],
    ['trees: {a: {}}', 'line 1: the tree `a` has no `url`'],
    ['trees:\n  a: {url: https://a}\n  b:', 'line 3: the tree `b` has no `url`'],
    ['trees:\n  a:\n    url: [x]', 'line 2: the `url` of the tree `a` is no text'],
    ['trees:\n  a: 5', 'line 2: the `url` of the tree `a` is no text'],
    ['trees:\n  a: {url: true}', 'line 2: the `url` of the tree `a` is no text'],
    ['trees:\n  a: {url: ~}', 'line 2: the `url` of the tree `a` is no text'],
    ['trees:\n  a: [https://a]', 'line 2: the `url` of the tree `a` is no text'],
    ['trees: {[a]: {url: x}}', 'line 1: a key in `trees` is not the name of a tree'],
    ['trees: {"a\\0": {url: x}}', 'line 1: the name of a tree holds a control character'],
    ['trees:\n  "a\\nb": {url: x}', 'line 2: the name of a tree holds a control character'],
    ['trees: {"a\\Lb": {url: x}}', 'line 1: the name of a tree holds a control character'],
    [
      'trees:\n  first: {url: https://a}\n  second:\n    url: https://a\n',
      'line 3: the tree `second` has the same url as `first` in line 2',
    ],
  ])('refuses %j', (text, message) => {
    const parse = () => parseTreesFile(Buffer.from(text))
    expect(parse).toThrow(TreesFileError)
    expect(parse).toThrow(message)
  })
})
