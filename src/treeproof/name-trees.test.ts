import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mergeNames, nameTrees } from './name-trees.ts'
import { nameFromUrl } from './name-from-url.ts'

it.each([
  ['https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git', 'torvalds-linux'],
  ['https://git.kernel.org/pub/scm/linux/kernel/git/arm64/linux.git/', 'arm64-linux'],
  ['https://example.com/linux.git', 'linux'],
  ['https://example.com/linux/linux.git', 'linux'],
  ['https://example.com/pci/pci.GIT', 'pci'],
  [' ssh://git@github.com:22/org/repo.git ', 'org-repo'],
  ['https://example.com/Linux-Next/next', 'Linux-Next'],
  ['git@github.com:org/repo.git', null],
  ['https://example.com/', null],
  ['https://example.com', null],
  ['https://example.com/org/.git', null],
])('%s tells the name %s', (url, name) => {
  expect(nameFromUrl(url)).toBe(name)
})

it('is found at once, however many slashes an address has within', () => {
  expect(nameFromUrl(`https://example.com/${'/'.repeat(1_000_000)}org/linux.git//`)).toBe(
    'org-linux',
  )
})

const url = (owner: string, host = 'a.example') => `https://${host}/${owner}/linux.git`

it('counts on where as many repositories as anybody likes tell the same name', () => {
  const trees = Array.from({ length: 100_000 }, (_, at) => ({
    name: null,
    url: url('y', `h${at}`),
  }))
  const names = [...nameTrees(trees, () => {}).keys()]
  expect(names.slice(0, 3)).toEqual(['y-linux', 'y-linux-1', 'y-linux-2'])
  expect(names.at(-1)).toBe('y-linux-99999')
})

it('keeps submitted names, and makes one where they are missing or taken', () => {
  const nameless: string[] = []
  const names = nameTrees(
    [
      { name: 'mainline', url: url('x') },
      { name: 'mainline', url: url('y') },
      { name: 'mainline', url: url('y', 'b.example') },
      { name: 'mainline', url: url('y', 'c.example') },
      { name: 'other', url: url('x') },
      { name: '', url: url('z') },
      { name: null, url: 'nowhere' },
    ],
    (each) => nameless.push(each),
  )
  expect([...names.keys()]).toEqual(['mainline', 'y-linux', 'y-linux-1', 'y-linux-2', 'z-linux'])
  expect(nameless).toEqual(['nowhere'])
})

it('makes no name that a file of names may not hold', () => {
  const nameless: string[] = []
  const trees = [
    { name: 'main\nline', url: url('x') },
    { name: null, url: url('y\nz') },
  ]
  expect([...nameTrees(trees, (each) => nameless.push(each)).keys()]).toEqual(['x-linux'])
  expect(nameless).toEqual([url('y\nz')])
})

it('gives every repository that tells a name exactly one', () => {
  const name = fc.option(fc.constantFrom('a', 'a-1', 'o-linux', ''))
  const address = fc
    .constantFrom('o', 'a', 'b')
    .chain((owner) => fc.constantFrom('h', 'i', 'j').map((host) => url(owner, host)))
  fc.assert(
    fc.property(fc.array(fc.record({ name, url: address })), (trees) => {
      const names = nameTrees(trees, () => {})
      expect(new Set(names.values())).toEqual(new Set(trees.map((tree) => tree.url)))
      expect(names.size).toBe(new Set(names.values()).size)
    }),
  )
})

it('merges without taking a name or a repository twice', () => {
  const merged = mergeNames(
    new Map([['a', 'u1']]),
    new Map([
      ['a', 'u2'],
      ['b', 'u1'],
      ['c', 'u3'],
    ]),
    new Map([['d', 'u3']]),
  )
  expect(Object.fromEntries(merged)).toEqual({ a: 'u1', c: 'u3' })
})
