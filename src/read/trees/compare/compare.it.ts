import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noFilters } from '../../../domain/filters/filter-collector.ts'
import type { Filters } from '../../../domain/filters/filters.ts'
import { parseFilters } from '../../../domain/filters/parse-filters.ts'
import {
  arbitraryCommit,
  arbitraryFilterQuery,
  type CommitRows,
} from '../../../testing/arbitrary/arbitrary-commit.ts'
import { naiveSelection } from '../../../testing/naive/selection.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import { compareBuilds } from './builds.ts'
import { compareCommits } from './summary.ts'
import { compareTests } from './tests.ts'

const tree = { origin: 'maestro', treeName: 'mainline', branch: 'master' }

/** decisions.md 1 and trees.md 7.11, 7.12 once more, by PostgreSQL and from the submitted rows alone. */
describe('two commits of any data', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.drop())

  it('are compared by their latest results', { timeout: 120_000 }, async () => {
    let run = 0
    const queries = fc.array(arbitraryFilterQuery, { minLength: 5, maxLength: 5 })
    const commits = fc.tuple(arbitraryCommit, arbitraryCommit)
    const property = fc.asyncProperty(commits, queries, async ([first, second], drawn) => {
      const [a, b] = [`a${run}`, `b${run++}`]
      const [rowsOfA, rowsOfB] = [first(a), second(b)]
      await writeRows(database.pool, rowsOfA)
      await writeRows(database.pool, rowsOfB)
      for (const query of ['', 'filter_test.hardware=Unknown', ...drawn]) {
        const filters = parseFilters(new URLSearchParams(query))
        const lists = await naiveList(database, { a: rowsOfA, b: rowsOfB }, filters)
        for (const kind of ['boot', 'test'] as const) {
          const compared = await compareTests(database.db, kind, { ...tree, a, b }, filters)
          expect(compared, `${kind} ${query}`).toEqual(lists[kind])
        }
        const builds = await compareBuilds(database.db, { ...tree, a, b }, filters)
        expect(builds, `build ${query}`).toEqual(lists.build)
      }
      const unfiltered = await naiveList(database, { a: rowsOfA, b: rowsOfB }, noFilters)
      const { summary } = await compareCommits(database.db, { ...tree, a, b })
      for (const [type, kind] of [
        ['boots', 'boot'],
        ['tests', 'test'],
        ['builds', 'build'],
      ] as const) {
        expect(summary[type].changes).toEqual(countOfLists(unfiltered[kind]))
      }
    })
    const held = fc.assert(property, { numRuns: 12, endOnFailure: true })
    await expect(held).resolves.toBeUndefined()
  })

  it('settles tests that began at once by their arrival, then by id', async () => {
    const start_time = '2026-02-01T00:00:00Z'
    const misc = { environment_misc: { platform: 'juno' } }
    const test = (id: string, path: string, status: string, arrived: string) => ({
      id,
      origin: 'maestro',
      build_id: 'contested',
      start_time,
      path,
      status,
      ...misc,
      _timestamp: `2026-02-0${arrived}T00:00:00Z`,
    })
    await writeRows(database.pool, {
      checkouts: [
        {
          id: 'contested',
          origin: 'maestro',
          tree_name: 'mainline',
          git_repository_branch: 'master',
          git_commit_hash: 'contested',
        },
      ],
      builds: [{ id: 'contested', origin: 'maestro', checkout_id: 'contested' }],
      tests: [
        test('t1', 'boot', 'PASS', '3'),
        test('t2', 'boot', 'SKIP', '2'),
        test('t4', 'boot.nfs', 'FAIL', '2'),
        test('t3', 'boot.nfs', 'SKIP', '2'),
      ],
    })
    const commits = { ...tree, a: 'absent', b: 'contested' }
    const compared = await compareTests(database.db, 'boot', commits, noFilters)
    expect(compared.map(({ path, status_b }) => [path, status_b])).toEqual([
      ['boot', 'PASS'],
      ['boot.nfs', 'FAIL'],
    ])
  })

  it('keep tests without path apart from one whose path is the word that is shown for it', async () => {
    const test = (id: string, path: string | null, status: string) => ({
      id,
      origin: 'maestro',
      build_id: 'unnamed',
      path,
      status,
    })
    await writeRows(database.pool, {
      checkouts: [
        {
          id: 'unnamed',
          origin: 'maestro',
          tree_name: 'mainline',
          git_repository_branch: 'master',
          git_commit_hash: 'unnamed',
        },
      ],
      builds: [{ id: 'unnamed', origin: 'maestro', checkout_id: 'unnamed' }],
      tests: [
        test('word', 'Unknown', 'PASS'),
        test('none', null, 'FAIL'),
        test('empty', '', 'FAIL'),
      ],
    })
    const commits = { ...tree, a: 'absent', b: 'unnamed' }
    const compared = await compareTests(database.db, 'test', commits, noFilters)
    const ended = compared.map(({ path, status_b }) => `${path} ${status_b}`)
    expect(ended).toEqual(['Unknown FAIL', 'Unknown PASS'])
    const { summary } = await compareCommits(database.db, commits)
    expect(summary.tests.changes).toMatchObject({ newFailure: 1, newPass: 1 })
  })

  it('that are not known have no results', async () => {
    const unknown = { ...tree, a: 'absent', b: 'neither' }
    const { gitUrl, summary } = await compareCommits(database.db, unknown)
    expect(gitUrl).toBe('')
    expect(Object.values(summary.tests.changes)).toEqual([0, 0, 0, 0, 0, 0, 0])
    expect(await compareBuilds(database.db, unknown, noFilters)).toEqual([])
    expect(await compareTests(database.db, 'boot', unknown, noFilters)).toEqual([])
  })
})

type Listed = { status_a: string | null; status_b: string | null }
type Kind = 'boot' | 'test' | 'build'
const listOf = { boot: 'boots', test: 'tests', build: 'builds' } as const

async function naiveList(
  { pool }: TestDatabase,
  sides: { a: CommitRows; b: CommitRows },
  filters: Filters,
): Promise<Record<Kind, Listed[]>> {
  const before = withoutItemFilters(filters)
  const list = async (kind: Kind) => {
    const [a, b] = [sides.a, sides.b].map((rows) => naiveSelection(rows, before)[listOf[kind]])
    const statuses = [...filters[kind].statuses]
    const { rows } = await pool.query<Listed>(kind === 'build' ? buildsSql : testsSql, [
      a,
      b,
      statuses,
    ])
    return rows
  }
  return { boot: await list('boot'), test: await list('test'), build: await list('build') }
}

/** What chooses before the sides are paired. */
function withoutItemFilters(filters: Filters): Filters {
  const { statuses, issues, duration } = noFilters.build
  return {
    ...filters,
    build: { ...filters.build, statuses, issues, duration },
    boot: { ...filters.boot, statuses, issues, duration },
    test: { ...filters.test, statuses, issues, duration },
  }
}

const bucketSql = (status: string) =>
  `case when ${status} in ('PASS', 'FAIL') then ${status} else 'INCONCLUSIVE' end`
const shown = (column: string) => `coalesce(nullif(${column}, ''), 'Unknown') collate "C"`
const platform = `case jsonb_typeof(t.environment_misc -> 'platform')
  when 'string' then t.environment_misc ->> 'platform' end`

const joinSql = (side: (ids: string) => string, keys: readonly string[]) => `
  with a as (${side('$1')}), b as (${side('$2')}),
  wanted as (select array_agg(${bucketSql('upper(s)')}) as buckets from unnest($3::text[]) as s)
  select ${keys.join(', ')}, a.status as status_a, b.status as status_b
  from a full join b using (${keys.join(', ')}) cross join wanted
  where (a.status is distinct from b.status or a.status = 'FAIL')
    and (buckets is null or a.status = any(buckets) or b.status = any(buckets))
  order by ${keys.join(', ')}`

const latest = (table: string) =>
  `${table}.start_time desc nulls last, ${table}._timestamp desc nulls last, ${table}.id collate "C" desc`

const testsSql = joinSql(
  (ids) => `
  select distinct on (1, 2, 3, 4) ${shown('t.path')} as path, ${shown('b.config_name')} as config_name,
    ${shown('b.architecture')} as architecture, ${shown(platform)} as platform,
    ${bucketSql('t.status')} as status
  from tests t join builds b on b.id = t.build_id
  where t.id = any(${ids}::text[]) and b.id not like 'maestro:dummy\\_%'
  order by 1, 2, 3, 4, ${latest('t')}`,
  ['path', 'config_name', 'architecture', 'platform'],
)

const buildsSql = joinSql(
  (ids) => `
  select distinct on (1, 2, 3) ${shown('b.config_name')} as config_name,
    ${shown('b.architecture')} as architecture, ${shown('b.compiler')} as compiler,
    ${bucketSql('b.status')} as status
  from builds b where b.id = any(${ids}::text[])
  order by 1, 2, 3, ${latest('b')}`,
  ['config_name', 'architecture', 'compiler'],
)

function countOfLists(lists: readonly Listed[]) {
  const count = (a: RegExp, b: RegExp) =>
    lists.filter((one) => a.test(String(one.status_a)) && b.test(String(one.status_b))).length
  return {
    regression: count(/^PASS/, /^FAIL/),
    fixed: count(/^FAIL/, /^(PASS|INC)/),
    newFailure: count(/^(null|INC)/, /^FAIL/),
    stillFailing: count(/^FAIL/, /^FAIL/),
    newPass: count(/^(null|INC)/, /^PASS/),
    appeared: count(/^null/, /^INC/),
    disappeared: count(/^(PASS|FAIL|INC)/, /^null/),
  }
}
