import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const sources = globSync('src/**/*.ts', { exclude: ['src/testing/**', 'src/**/testing/**'] })
  .filter((path) => !/\.(?:test|it)\.ts$/.test(path))
  .map((path) => readFileSync(path, 'utf8'))

/** How code names what lies in the data directory. */
const places = [/\bdataDir, '([\w./-]+)'/g, /dataDir, [\w.]+ \?\? '([\w./-]+)'/g]

it('tells in docs/operations/backup.md what of each thing in DATA_DIR has to be kept', () => {
  const page = readFileSync('docs/operations/backup.md', 'utf8')
  const rows = [...page.matchAll(/^\| (`[^|]+) \| (?:yes|no) \| /gm)].map(([, what = '']) => what)
  const named = new Set(
    sources.flatMap((text) =>
      places.flatMap((place) => [...text.matchAll(place)].map(([, name = '']) => name)),
    ),
  )
  expect(named.size).toBeGreaterThan(10)
  const isTold = (name: string) =>
    rows.some((row) => row.includes(`\`${name}\``) || row.includes(`\`${name}/\``)) ||
    // `postgres/` and what else begins so
    (name.startsWith('postgres.') && rows.some((row) => row.includes('what else begins so')))
  expect([...named].filter((name) => !isTold(name))).toEqual([])
})
