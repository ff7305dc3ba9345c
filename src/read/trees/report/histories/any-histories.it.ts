import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { HistoryTree } from '../../../../domain/test-history/history-tree.ts'
import {
  createTestDatabase,
  type TestDatabase,
} from '../../../../testing/database/test-database.ts'
import { writeRows } from '../../../../testing/rows/write-rows.ts'
import { changedTests } from './changed-tests.ts'
import type { HistoryScope } from './history-scope.ts'

const oneOf = fc.constantFrom
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 15 })
const hour = (n: number) => `2026-02-01T${String(n).padStart(2, '0')}:00:00Z`
const time = maybe(oneOf(hour(1), hour(2), '2026-02-01T02:00:00.000001Z', hour(3), hour(4)))

const checkout = fc.record({
  origin: oneOf('maestro', 'linaro'),
  git_commit_hash: maybe(oneOf('new', 'new', 'old', 'older')),
  git_repository_branch: oneOf('master', 'master', 'master', 'master', 'next'),
  start_time: time,
})
const build = fc.record({
  checkout: fc.nat({ max: 4 }),
  start_time: time,
  config_name: maybe(oneOf('defconfig')),
  architecture: maybe(oneOf('arm64')),
  compiler: maybe(oneOf('gcc')),
})
const test = fc.record({
  build: fc.nat({ max: 9 }),
  origin: oneOf('maestro', 'maestro', 'maestro', 'linaro'),
  path: maybe(oneOf('boot', 'boot', 'boot', 'ltp_a', 'ltp%', '__proto__', 'Unknown')),
  status: maybe(oneOf('PASS', 'PASS', 'PASS', 'FAIL', 'FAIL', 'FAIL', 'SKIP')),
  start_time: time,
  _timestamp: time,
  environment_misc: maybe(
    oneOf<object[]>(
      ...Array.from({ length: 5 }, () => ({ platform: 'juno' })),
      { platform: 'kubernetes' },
      {},
    ),
  ),
})
const scope = fc.record({
  hash: oneOf('new', 'new', 'old'),
  origin: oneOf('maestro', 'maestro', 'linaro'),
  since: oneOf(hour(0), hour(0), hour(0), hour(2)),
  checkoutsUntil: oneOf(hour(4), hour(4), hour(3)),
  pathPatterns: oneOf<string[][]>([], [], ['%'], ['ltp_%', 'x'], ['ltp\\_a'], ['boot']),
  size: oneOf(1, 2, 3, 10),
})

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

it('are those that a plain query of the tests tells', { timeout: 60_000 }, async () => {
  let run = 0
  const told = { regression: 0, fixed: 0, unstable: 0 }
  const property = fc.asyncProperty(
    fc.array(checkout, { minLength: 2, maxLength: 5 }),
    fc.array(build, { minLength: 2, maxLength: 10 }),
    fc.array(test, { minLength: 20, maxLength: 50, size: 'max' }),
    fc.array(scope, { minLength: 10, maxLength: 10 }),
    async (checkouts, builds, tests, scopes) => {
      const url = `https://git/${run++}`
      await writeRows(database.pool, {
        checkouts: checkouts.map((row, n) => ({
          ...row,
          id: `${url} ${n}`,
          git_repository_url: url,
        })),
        builds: builds.map(({ checkout: of, ...row }, n) => ({
          ...row,
          id: `${url} ${n}`,
          origin: 'maestro',
          checkout_id: `${url} ${of % checkouts.length}`,
        })),
        tests: tests.map(({ build: of, ...row }, n) => ({
          ...row,
          id: `${url} ${n}`,
          build_id: `${url} ${of % builds.length}`,
        })),
      })
      for (const one of scopes) {
        const asked = { ...one, url, branch: 'master' }
        const found = await changedTests(database.db, asked)
        const expected = await naiveAnswer(asked)
        for (const { change } of expected.values()) told[change] += 1
        expect(flat(found), JSON.stringify(asked)).toEqual(expected)
      }
    },
  )
  // until each was told of some histories, whatever the dice say
  do {
    const held = fc.assert(property, { numRuns: 12, endOnFailure: true })
    await expect(held).resolves.toBeUndefined()
  } while (Object.values(told).some((count) => count < 3))
})

type Change = 'regression' | 'fixed' | 'unstable'
type Told = Map<string, { change: string; ids: string[] }>

/** Histories by the names under which they are told. */
function flat(trees: Record<string, HistoryTree>): Told {
  const told: Told = new Map()
  for (const [change, tree] of Object.entries(trees))
    for (const [platform, ofPlatform] of Object.entries(tree))
      for (const [config, ofConfig] of Object.entries(ofPlatform))
        for (const [compiled, ofBuild] of Object.entries(ofConfig))
          for (const [path, runs] of Object.entries(ofBuild))
            told.set([platform, config, compiled, path].join(), {
              change,
              ids: runs.map(({ id }) => id),
            })
  return told
}

/** The histories of trees.md 7.13 in the words of the specification. */
async function naiveAnswer(
  asked: HistoryScope,
): Promise<Map<string, { change: Change; ids: string[] }>> {
  type Row = { name: string; id: string; status: string | null; hash: string | null }
  const { rows } = await database.pool.query<Row>(
    `select concat_ws(',', t.environment_misc ->> 'platform', coalesce(b.config_name, 'Unknown'),
         coalesce(b.architecture, 'None') || '/' || coalesce(b.compiler, 'None'),
         coalesce(t.path, 'Unknown')) as name,
       t.id, t.status, c.git_commit_hash as hash
     from tests t
     join builds b on b.id = t.build_id
     join checkouts c on c.id = b.checkout_id
     where t.origin = $1 and c.git_repository_url = $2 and c.git_repository_branch = $3
       and t.environment_misc ->> 'platform' <> 'kubernetes'
       and least(c.start_time, b.start_time, t.start_time) >= $4
       and num_nulls(c.start_time, b.start_time, t.start_time) = 0
       and c.start_time <= $5
       and ($6::text[] = '{}' or t.path like any($6))
     order by t.start_time desc, t._timestamp desc nulls last, t.id collate "C" desc`,
    [asked.origin, asked.url, asked.branch, asked.since, asked.checkoutsUntil, asked.pathPatterns],
  )
  const told = new Map<string, { change: Change; ids: string[] }>()
  for (const [name, runs] of Map.groupBy(rows, (row) => row.name)) {
    const kept = runs.slice(0, asked.size)
    const change = changeOf(kept.map(({ status }) => status?.[0] ?? '-').join(''))
    if (runs[0]?.hash !== asked.hash || change === null) continue
    told.set(name, { change, ids: kept.map(({ id }) => id) })
  }
  return told
}

/** @param statuses the first letter of each, newest first */
function changeOf(statuses: string): Change | null {
  if (/^(.)\1*$/.test(statuses)) return null
  if (/^F+P+$/.test(statuses)) return 'regression'
  return /^P+F+$/.test(statuses) ? 'fixed' : 'unstable'
}
