import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseFilters } from '../../../domain/filters/parse-filters.ts'
import {
  type CommitOfHistory,
  type CountedType,
  countedTypes,
} from '../../../domain/history/commit-history.ts'
import { type StatusName, statusNames } from '../../../domain/status.ts'
import {
  arbitraryCommit,
  arbitraryFilterQuery,
  type CommitRows,
} from '../../../testing/arbitrary/arbitrary-commit.ts'
import { naiveSelection } from '../../../testing/naive/selection.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { workedExample } from '../../../testing/rows/worked-example.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import { readCommitHistory } from './commits.ts'
import { listCommits } from './list-commits.ts'
import { readNamedCommits } from './named-commits.ts'

const now = new Date('2026-03-01T00:00:00.25Z')
const tree = { origin: 'maestro', treeName: 'mainline', branch: 'master' }
const everything = new Set(countedTypes)
const request = (query = '', types: ReadonlySet<CountedType> = everything, related = false) => ({
  types,
  filters: parseFilters(new URLSearchParams(query)),
  onlyBuildsOfSelectedTests: related,
})

/** Counts as `[builds, boots, tests]`, each only the statuses that occurred. */
function occurred(commit: CommitOfHistory | undefined) {
  const counts = ({ builds, boots, tests }: CommitOfHistory) => [builds, boots, tests]
  return commit && counts(commit).map((one) => entriesAboveZero(one))
}

function entriesAboveZero(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([status, count]) => [status.toUpperCase(), count]),
  )
}

describe('the history of the worked example', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
    await writeRows(database.pool, workedExample)
  })
  afterAll(() => database.drop())

  const history = (commit: string, ...asked: Parameters<typeof request>) =>
    readCommitHistory(database.db, { ...tree, commit }, request(...asked), null)

  it('goes back from a commit, named by hash or tag', async () => {
    for (const commit of ['H1', 'v6.1']) {
      const commits = await history(commit)
      expect(commits?.map(({ git_commit_hash }) => git_commit_hash)).toEqual(['H1', 'H0'])
    }
    expect(await history('H0')).toMatchObject([{ git_commit_hash: 'H0' }])
    expect(await history('absent')).toBeNull()
  })

  it('tells name, tags and time of the newest checkout', async () => {
    expect(await history('H1')).toMatchObject([
      { git_commit_tags: ['v6.1'], earliest_start_time: '2026-02-01T00:02:00Z' },
      { git_commit_tags: null, earliest_start_time: '2026-02-01T00:00:00Z' },
    ])
  })

  it('counts what the pages of the commit count', async () => {
    const [newest, oldest] = (await history('H1')) ?? []
    expect(occurred(newest)).toEqual([
      { PASS: 1, FAIL: 2, MISS: 1, NULL: 1 },
      { PASS: 1, FAIL: 2 },
      { PASS: 3, ERROR: 1, FAIL: 2, SKIP: 1, NULL: 1 },
    ])
    expect(occurred(oldest)).toEqual([{}, {}, {}])
  })

  it('counts only the types that are asked for', async () => {
    const [newest] = (await history('H1', '', new Set(['boots']))) ?? []
    expect(occurred(newest)).toEqual([{}, { PASS: 1, FAIL: 2 }, {}])
  })

  it('leaves a commit out of which shared filters leave nothing, not one without results', async () => {
    const commits = await history('H1', 'filter_config_name=nosuch')
    expect(commits).toMatchObject([{ git_commit_hash: 'H0' }])
  })

  it('keeps a commit of which only filters on items leave nothing', async () => {
    const query = 'filter_config_name=defconfig&filter_boot.platform=nosuch'
    const commits = await history('H1', query, new Set(['boots']))
    expect(commits?.map((commit) => [commit.git_commit_hash, occurred(commit)])).toEqual([
      ['H1', [{}, {}, {}]],
      ['H0', [{}, {}, {}]],
    ])
  })

  it('keeps to a window of time', async () => {
    const window = { from: Date.UTC(2026, 1, 1) / 1000, until: Date.UTC(2026, 1, 1, 0, 1) / 1000 }
    const commits = await readCommitHistory(
      database.db,
      { ...tree, commit: 'H1' },
      request(),
      window,
    )
    expect(commits).toMatchObject([
      { git_commit_hash: 'H1', earliest_start_time: '2026-02-01T00:01:00Z' },
      { git_commit_hash: 'H0' },
    ])
  })

  it('keeps to a window of time to the microsecond', async () => {
    const late = { ...tree, treeName: 'late' }
    const start_time = '2026-02-01T00:00:00.0001Z'
    await writeRows(database.pool, {
      checkouts: [
        {
          id: 'late',
          origin: 'maestro',
          tree_name: 'late',
          git_repository_branch: 'master',
          git_commit_hash: 'L',
          start_time,
        },
      ],
    })
    const second = Date.UTC(2026, 1, 1) / 1000
    const upTo = (until: number) =>
      readCommitHistory(database.db, { ...late, commit: 'L' }, request(), { from: second, until })
    expect(await upTo(second)).toEqual([])
    expect(await upTo(second + 1)).toMatchObject([{ git_commit_hash: 'L' }])
  })

  it('answers an element for each hash that is named, in that order', async () => {
    const hashes = ['H0', 'absent', 'H1', 'H1']
    const commits = await readNamedCommits(database.db, tree, hashes, request(), now)
    expect(commits?.map(({ git_commit_hash }) => git_commit_hash)).toEqual(hashes)
    expect(commits?.[1]).toMatchObject({
      git_commit_name: '',
      git_commit_tags: [],
      earliest_start_time: '2026-03-01T00:00:00.250000Z',
    })
    expect(commits?.[2]).toMatchObject({
      git_commit_tags: ['v6.1'],
      earliest_start_time: '2026-02-01T00:01:00Z',
    })
    for (const query of ['filter_test.hardware=nosuch', 'filter_boot.duration=900']) {
      const filtered = await readNamedCommits(
        database.db,
        tree,
        ['H1'],
        request(query, new Set(['boots'])),
        now,
      )
      expect(filtered?.map(occurred), query).toEqual([[{}, {}, {}]])
    }
    expect(await readNamedCommits(database.db, tree, ['absent'], request(), now)).toBeNull()
    expect(await readNamedCommits(database.db, tree, ['H0'], request(), now)).toBeNull()
  })

  it('lists the commits of a branch, newest first', async () => {
    expect(await listCommits(database.db, tree)).toEqual([
      {
        git_commit_hash: 'H1',
        last_checkout: '2026-02-01T00:02:00Z',
        git_commit_name: null,
        git_commit_tags: ['v6.1'],
      },
      {
        git_commit_hash: 'H0',
        last_checkout: '2026-02-01T00:00:00Z',
        git_commit_name: null,
        git_commit_tags: [],
      },
    ])
    const inOther = { ...tree, url: 'https://git/other.git' }
    expect(await listCommits(database.db, inOther)).toEqual([])
    expect(await listCommits(database.db, { ...tree, origin: undefined })).toEqual([])
  })
})

/** decisions.md 1: a history counts what the filtered lists of each commit show. */
describe('histories of any data', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.drop())

  it('count the filtered lists', { timeout: 120_000 }, async () => {
    let run = 0
    const types = fc.subarray([...countedTypes], { minLength: 1 })
    const queries = fc.array(fc.tuple(arbitraryFilterQuery, types, fc.boolean()), {
      minLength: 6,
      maxLength: 6,
    })
    const property = fc.asyncProperty(arbitraryCommit, queries, async (rowsOf, drawn) => {
      const hash = `hash${run++}`
      const rows = rowsOf(hash)
      await writeRows(database.pool, rows)
      const standing = [
        ['', countedTypes, false],
        ['filter_test.hardware=Unknown', countedTypes, false],
        ['filter_test.hardware=arm', ['builds'], true],
      ] as const
      for (const [query, asked, related] of [...standing, ...drawn]) {
        const what = request(query, new Set(asked), related)
        const commits = await readNamedCommits(database.db, tree, [hash], what, now)
        const expected = naiveCounts(rows, query, new Set(asked), related)
        const context = `${query} ${asked.join()} ${related}`
        expect(occurred(commits?.[0]) ?? [{}, {}, {}], context).toEqual(expected)
      }
    })
    const held = fc.assert(property, { numRuns: 12, endOnFailure: true })
    await expect(held).resolves.toBeUndefined()
  })
})

/** The counts of {@link occurred} worked out row by row from the lists of the commit. */
function naiveCounts(
  rows: CommitRows,
  query: string,
  types: ReadonlySet<CountedType>,
  related: boolean,
) {
  const selected = naiveSelection(rows, parseFilters(new URLSearchParams(query)))
  const asked = (type: CountedType) => (types.has(type) ? selected[type] : [])
  const ran = types.size === 1 && types.has('builds') ? ['boots', 'tests'] : [...types]
  const tests = rows.tests.filter(({ id }) =>
    ran.some((type) => type !== 'builds' && selected[type as CountedType].includes(String(id))),
  )
  const builds = asked('builds').filter(
    (id) => !related || tests.some((test) => test['build_id'] === id),
  )
  return [
    countStatuses(rows.builds, builds),
    countStatuses(rows.tests, asked('boots')),
    countStatuses(rows.tests, asked('tests')),
  ]
}

function countStatuses(rows: readonly Record<string, unknown>[], ids: readonly string[]) {
  const counts: Partial<Record<StatusName, number>> = {}
  const wanted = new Set(ids)
  for (const status of statusNames) {
    const found = rows.filter(
      (row) => wanted.has(String(row['id'])) && (row['status'] ?? 'NULL') === status,
    )
    if (found.length > 0) counts[status] = found.length
  }
  return counts
}
