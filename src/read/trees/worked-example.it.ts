import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseFilters } from '../../domain/filters/parse-filters.ts'
import { bodyOf } from '../../testing/http/body-of.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { workedExample } from '../../testing/rows/worked-example.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { readTreeBuilds } from './builds.ts'
import { readTreeSummary } from './summary.ts'
import { readTreeFull, readTreeTests } from '../../testing/http/whole-lists.ts'

const scope = { origin: 'maestro', treeName: 'mainline', branch: 'master', commit: 'H1' }
const parse = (query: string) => parseFilters(new URLSearchParams(query))
const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id).toSorted()
const inBrief = { fullEnvironmentMisc: false }

describe('the worked example', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
    await writeRows(database.pool, workedExample)
  })
  afterAll(() => database.drop())

  const summary = async (query = '') =>
    bodyOf(await readTreeSummary(database.db, scope, parse(query)))
  const full = async (query = '') => bodyOf(await readTreeFull(database.db, scope, parse(query)))
  const builds = async (query = '') =>
    ids(bodyOf(await readTreeBuilds(database.db, scope, parse(query))).builds)
  const boots = async (query = '') =>
    ids(bodyOf(await readTreeTests(database.db, 'boot', scope, parse(query), inBrief)))
  const tests = async (query = '') =>
    ids(bodyOf(await readTreeTests(database.db, 'test', scope, parse(query), inBrief)))

  it('counts the same in full and summary', async () => {
    for (const body of [await summary(), await full()]) {
      expect(body.summary.builds.status).toMatchObject({ PASS: 1, FAIL: 2, MISS: 1, NULL: 1 })
      expect(body.summary.boots.status).toMatchObject({ PASS: 1, FAIL: 2, NULL: 0 })
      expect(body.summary.tests.status).toMatchObject({
        PASS: 3,
        ERROR: 1,
        FAIL: 2,
        SKIP: 1,
        NULL: 1,
      })
      expect(body.summary.builds.labs).toMatchObject({
        'k8s-1': { PASS: 1, FAIL: 1, MISS: 1 },
        Unknown: { NULL: 1 },
      })
    }
  })

  it('counts failures without an issue of their own once (trees.md O2)', async () => {
    for (const body of [await summary(), await full()]) {
      expect(body.summary.builds.unknown_issues).toBe(1)
      expect(body.summary.boots.unknown_issues).toBe(1)
      expect(body.summary.tests.unknown_issues).toBe(1)
    }
  })

  it('counts a build once per issue, however many checkouts and tests there are (trees.md O1)', async () => {
    for (const body of [await summary(), await full()]) {
      expect(body.summary.builds.issues).toMatchObject([
        { id: 'i1', comment: 'one', report_url: 'https://i/1', incidents_info: { FAIL: 1 } },
        { id: 'i3', comment: 'three', report_url: null, incidents_info: { FAIL: 1 } },
      ])
    }
  })

  it('shows the earliest issue of each test in the summary (trees.md O5), and all of them in full', async () => {
    const shown = async (body: Awaited<ReturnType<typeof summary>>) =>
      body.summary.tests.issues.map(({ id, comment, incidents_info: { PASS, FAIL, ERROR } }) => ({
        id,
        comment,
        counts: [PASS, FAIL, ERROR],
      }))
    expect(await shown(await summary())).toEqual([
      { id: 'i2', comment: 'two', counts: [0, 0, 1] },
      { id: 'i3', comment: 'three', counts: [0, 0, 0] },
      { id: 'missing', comment: null, counts: [0, 1, 0] },
    ])
    expect(await shown(await full())).toEqual([
      { id: 'i2', comment: 'two', counts: [0, 0, 1] },
      { id: 'i3', comment: 'three', counts: [1, 0, 1] },
      { id: 'missing', comment: null, counts: [0, 1, 0] },
    ])
  })

  it('names hardware in two ways (trees.md 6.6)', async () => {
    const counted = await summary()
    const itemised = await full()
    expect(counted.summary.tests.environment_misc).toEqual({ rpi: { PASS: 1 }, null: { NULL: 1 } })
    expect(itemised.summary.tests.environment_misc).toEqual({ Unknown: { NULL: 1 } })
    expect(counted.common.hardware).toEqual(['Unknown', 'arm,juno', 'qemu', 'rpi'])
    expect(itemised.common.hardware).toEqual(['Unknown', 'arm,juno', 'kubernetes', 'qemu', 'rpi'])
    expect(counted.common).toMatchObject({
      tree_url: 'https://git/linux.git',
      git_commit_tags: ['v6.1'],
    })
  })

  it('lists everything but dummies, tests without path included (trees.md O13)', async () => {
    expect(await builds()).toEqual(['b_fail_i', 'b_fail_n', 'b_miss', 'b_null', 'b_pass'])
    expect(await boots()).toEqual(['boot1', 'boot2', 'boot3'])
    expect(await tests()).toHaveLength(8)
    const { filters } = await summary()
    expect(filters.all.configs).toEqual(['Unknown', 'defconfig', 'dummycfg'])
  })

  it.each([
    ['filter_test.hardware=arm,juno', ['b_fail_i', 'b_pass']],
    ['filter_test.hardware=arm,vexpress', ['b_fail_i', 'b_pass']],
    ['filter_test.hardware=juno', ['b_fail_i', 'b_pass']],
    ['filter_test.hardware=kubernetes', ['b_fail_i', 'b_miss', 'b_pass']],
    ['filter_test.hardware=Unknown', ['b_fail_n', 'b_null']],
    ['filter_test.lab=k8s-1', ['b_fail_i', 'b_miss', 'b_pass']],
    ['filter_test.lab=lava-collabora', []],
    ['filter_test.lab=Unknown', ['b_fail_n', 'b_null']],
    ['filter_build.issue=i1,1', ['b_fail_i']],
    ['filter_build.issue=i2,2', []],
    ['filter_build.issue=Uncategorized', ['b_fail_n', 'b_null']],
    ['filter_architecture=Unknown', ['b_fail_n']],
  ])('finds the same builds by %s everywhere', async (query, expected) => {
    expect(await builds(query)).toEqual(expected)
    const all = await full(query)
    expect(ids(all.builds)).toEqual(expected)
    expect(total(all.summary.builds.status)).toBe(expected.length)
    expect(total((await summary(query)).summary.builds.status)).toBe(expected.length)
  })

  it.each([
    ['filter_test.issue=Uncategorized', ['ltp.e']],
    ['filter_test.issue=i3,0', ['ltp.c', 'ltp.d']],
    ['filter_test.issue=missing,1', ['ltp.b']],
    ['filter_test.issue=missing,1&filter_test.issue=Uncategorized,null', ['ltp.b', 'ltp.e']],
    ['filter_test.issue=i1,1', []],
    ['filter_test.lab=lava-b', ['ltp.b']],
    ['filter_test.lab=Unknown', ['baseline', 'ltp.a']],
    ['filter_test.hardware=rpi', ['baseline']],
    ['filter_test.hardware=kubernetes', ['ltp.a']],
    ['filter_test.platform=Unknown', ['ltp.a']],
    ['filter_test.path=ltp.a&filter_test.path=line', ['baseline', 'ltp.a']],
    ['filter_test.path=%', []],
    ['filter_test.path=Unknown', []],
    ['filter_test.status=NULL', ['ltp.a']],
    ['filter_test.duration_[gte]=0', []],
  ])('finds the same tests by %s everywhere', async (query, expected) => {
    expect(await tests(query)).toEqual(expected)
    const all = await full(query)
    expect(ids(all.tests)).toEqual(expected)
    expect(total(all.summary.tests.status)).toBe(expected.length)
    expect(total((await summary(query)).summary.tests.status)).toBe(expected.length)
  })

  it('attributes a test to the issue that is asked for, even if it is not its earliest', async () => {
    const { issues } = (await summary('filter_test.issue=i3,0')).summary.tests
    expect(issues).toMatchObject([{ id: 'i3', incidents_info: { ERROR: 1, PASS: 0 } }])
  })

  it('counts reasons of failing where single tests are read', async () => {
    expect((await summary()).summary.boots.fail_reasons).toEqual({})
    expect((await full()).summary.boots.fail_reasons).toEqual({ 'unknown error': 2 })
    expect((await summary('filter_boot.path=nfs')).summary.boots.fail_reasons).toEqual({
      'unknown error': 1,
    })
  })

  it('resolves a tag, within the tree that is asked about (trees.md O8)', async () => {
    const tagged = { ...scope, commit: 'v6.1' }
    expect(bodyOf(await readTreeBuilds(database.db, tagged, parse(''))).builds).toHaveLength(5)
    const elsewhere = { ...tagged, treeName: 'next' }
    expect(await readTreeSummary(database.db, elsewhere, parse(''))).toEqual({ found: 'nothing' })
  })

  it('says which of builds or everything is missing (trees.md O24)', async () => {
    const empty = { ...scope, commit: 'H0' }
    const none = parse('')
    expect(await readTreeFull(database.db, empty, none)).toEqual({ found: 'no-builds' })
    expect(await readTreeBuilds(database.db, empty, none)).toEqual({ found: 'no-builds' })
    expect(await readTreeSummary(database.db, empty, none)).toEqual({ found: 'nothing' })
    expect(await readTreeTests(database.db, 'boot', empty, none, inBrief)).toEqual({
      found: 'results',
      body: [],
    })
  })

  it('shows items newest first, and the environment as asked', async () => {
    const items = bodyOf(
      await readTreeTests(database.db, 'boot', scope, parse('filter_boot.path=nfs'), {
        fullEnvironmentMisc: true,
      }),
    )
    expect(items).toEqual([
      {
        id: 'boot2',
        origin: 'maestro',
        status: 'FAIL',
        duration: null,
        path: 'boot.nfs',
        start_time: null,
        environment_compatible: ['arm,juno', 'arm,vexpress'],
        config: 'defconfig',
        architecture: 'arm64',
        compiler: 'gcc-12',
        log_url: null,
        environment_misc: { platform: 'juno' },
        lab: 'lava-collabora',
      },
    ])
  })
})

function total(count: Record<string, number>): number {
  return Object.values(count).reduce((sum, number) => sum + number, 0)
}
