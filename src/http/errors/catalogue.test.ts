import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { errorCatalogue } from './catalogue.ts'

// what comes after this heading has its own test (scripts/source/citations/error-codes.test.ts)
const [documentation = ''] = readFileSync(
  new URL('../../../docs/errors.md', import.meta.url),
  'utf8',
).split('\n## Commands, jobs and services')

it.each(Object.entries(errorCatalogue))('%s is explained in docs/errors.md', (code, { status }) => {
  const line = documentation.split('\n').find((one) => one.startsWith(`| \`${code}\` |`))
  expect(line).toBeDefined()
  if (status !== 200) expect(line).toContain(`| ${status} |`)
})

it('documents no code that does not exist', () => {
  const documented = [...documentation.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1] ?? '')
  expect(documented.filter((code) => !Object.hasOwn(errorCatalogue, code))).toEqual([])
})
