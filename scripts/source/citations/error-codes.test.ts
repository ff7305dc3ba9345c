import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const sources = globSync('src/**/*.ts', {
  exclude: ['src/testing/**', 'src/**/testing/**'],
}).filter((path) => !/\.(?:test|it)\.ts$/.test(path))

/** How code names an error: where one is made, and in the types of those that have several. */
const places = [
  /new \w+\(\s*'([a-z]+(?:_[a-z]+)+)'/g,
  /\bcode(?:: \w+)? = [^\n]*'([a-z]+(?:_[a-z]+)+)'/g,
  /\bcode: '([a-z]+(?:_[a-z]+)+)'/g,
]
const typeOfCodes = /type \w+Code =([^\n]*(?:\n +\|[^\n]*)*)/g

/** What the library that checks parameters calls a problem; it is in the body of `invalid_parameter`. */
const notOurs = new Set(['invalid_type'])

function codesIn(source: string): string[] {
  const made = places.flatMap((place) => [...source.matchAll(place)].map((match) => match[1] ?? ''))
  const typed = [...source.matchAll(typeOfCodes)].flatMap(([, union = '']) =>
    [...union.matchAll(/'([a-z_]+)'/g)].map((match) => match[1] ?? ''),
  )
  return [...made, ...typed]
}

const codes = new Set(
  sources
    .flatMap((path) => codesIn(readFileSync(path, 'utf8')))
    .filter((code) => !notOurs.has(code)),
)

it('explains every code of an error', () => {
  // outcomes of fetches are labels of a metric
  const pages = ['docs/errors.md', 'docs/refusals.md', 'docs/submitting.md', 'docs/metrics.md']
  const text = pages.map((page) => readFileSync(page, 'utf8')).join('')
  expect([...codes].filter((code) => !text.includes(`\`${code}\``))).toEqual([])
  expect(codes.size).toBeGreaterThan(80)
})

it('explains no code of commands that there is not', () => {
  const [, commands = ''] = readFileSync('docs/errors.md', 'utf8').split('## Commands, jobs')
  const explained = [...commands.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1] ?? '')
  expect(explained.filter((code) => !codes.has(code))).toEqual([])
})
