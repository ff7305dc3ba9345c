import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseFilters } from '../../domain/filters/parse-filters.ts'
import { arbitraryCommit } from '../../testing/arbitrary/arbitrary-commit.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { bodyOf } from '../../testing/http/body-of.ts'
import { readTreeFull } from '../../testing/http/whole-lists.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { readTreeSummary, type TreeSummary } from './summary.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const kinds = ['builds', 'boots', 'tests'] as const
type Kind = (typeof kinds)[number]

/** What pages offer to filter by (trees.md 6.3 step 2), as parameters, each with the kinds that it must find one of. */
function choicesOf({ common, filters }: Pick<TreeSummary, 'common' | 'filters'>) {
  const { configs, architectures, compilers } = filters.all
  const choices: { name: string; value: string; finds: readonly Kind[] }[] = []
  const offer = (name: string, values: readonly string[], finds: readonly Kind[]) =>
    choices.push(...values.map((value) => ({ name, value, finds })))
  offer('config_name', configs, kinds)
  offer('architecture', architectures, kinds)
  offer('compiler', compilers, kinds)
  // who has none is found by the platform of the build, which summaries do not show (decisions.md 1)
  const hardware = common.hardware.filter((name) => name !== 'Unknown')
  offer('test.hardware', hardware, kinds)
  for (const kind of kinds) {
    const { issues, origins, labs, has_unknown_issue } = filters[kind]
    const scope = kind.slice(0, -1)
    const named = issues.map(([id, version]) => `${id},${version}`)
    offer(`${scope}.issue`, has_unknown_issue ? [...named, 'Uncategorized,null'] : named, [kind])
    offer(`${scope}.origin`, origins, [kind])
    offer('test.lab', labs, [kind])
  }
  return choices
}

it('finds something by whatever pages of a commit offer', { timeout: 120_000 }, async () => {
  let run = 0
  const property = fc.asyncProperty(arbitraryCommit, async (rowsOf) => {
    const hash = `run${(run += 1)}`
    const rows = rowsOf(hash)
    // what dummies offer finds nothing where it is theirs alone (trees.md O17)
    fc.pre(rows.builds.every(({ id }) => !String(id).startsWith('maestro:dummy_')))
    await writeRows(database.pool, rows)
    const scope = { origin: 'maestro', treeName: 'mainline', branch: 'master', commit: hash }
    const read = async (parameters: [string, string][]) =>
      bodyOf(await readTreeSummary(database.db, scope, parseFilters(parameters)))
    const full = bodyOf(await readTreeFull(database.db, scope, parseFilters([])))
    for (const { name, value, finds } of [await read([]), full].flatMap(choicesOf)) {
      const { summary } = await read([[`filter_${name}`, value]])
      const found = finds.flatMap((kind) => Object.values(summary[kind].status))
      expect(Math.max(...found), `${name} is ${JSON.stringify(value)}`).toBeGreaterThan(0)
    }
  })
  // no shrinking: each attempt would write another commit, longer than a test may run
  const held = fc.assert(property, { numRuns: 12, endOnFailure: true })
  await expect(held).resolves.toBeUndefined()
})
