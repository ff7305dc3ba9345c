import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createTestDatabase,
  type TestDatabase,
} from '../../../../testing/database/test-database.ts'
import { writeRows } from '../../../../testing/rows/write-rows.ts'
import type { TreeReportRequest } from '../load-tree-report.ts'
import { readTreeReport } from '../read-tree-report.ts'
import { ago, rowsOfBranch, usual } from '../testing/reported-branch.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await writeRows(database.pool, rowsOfBranch)
})
afterAll(() => database.drop())

const report = (asked: Partial<TreeReportRequest> = {}) =>
  readTreeReport(database.db, { ...usual, ...asked })

/** Paths of the histories on the usual platform and build. */
const changed = async (asked: Partial<TreeReportRequest> = {}) => {
  const found = await report(asked)
  const pathsOf = (tree: object = {}) => Object.keys(tree)
  const [regressions, fixed, unstable] = [
    found?.possible_regressions['juno']?.['defconfig']?.['arm64/gcc-12'],
    found?.fixed_regressions['juno']?.['defconfig']?.['arm64/gcc-12'],
    found?.unstable_tests['juno']?.['defconfig']?.['arm64/gcc-12'],
  ]
  return {
    regressions: pathsOf(regressions),
    fixed: pathsOf(fixed),
    unstable: pathsOf(unstable),
  }
}

describe('the tests of a report', () => {
  it('tells which tests changed, and nothing of the others', async () => {
    expect(await changed()).toEqual({
      regressions: ['also too early', 'in another tree', 'regression', 'together by id'],
      fixed: ['boot', 'fixed', 'together'],
      unstable: ['inconclusive', 'unstable'],
    })
  })

  it('shows the runs, newest first', async () => {
    const found = await report({ groupSize: 2 })
    const { regression } =
      found?.possible_regressions['juno']?.['defconfig']?.['arm64/gcc-12'] ?? {}
    expect(regression).toEqual([
      { id: expect.stringContaining('1 h ago'), start_time: ago(1), status: 'FAIL' },
      { id: expect.stringContaining('2 h ago'), start_time: ago(2), status: 'PASS' },
    ])
    const earlier = (await report())?.possible_regressions['juno']?.['defconfig']?.['arm64/gcc-12']
    expect(earlier?.['also too early']).toHaveLength(2)
    const { inconclusive } = found?.unstable_tests['juno']?.['defconfig']?.['arm64/gcc-12'] ?? {}
    expect(inconclusive?.map(({ status }) => status)).toEqual([null, 'PASS'])
  })

  it('looks at as many runs as it is asked to', async () => {
    expect((await changed({ groupSize: 4 })).regressions).toContain('changed long before')
    expect((await changed({ groupSize: 2 })).regressions).toContain('unstable')
  })

  it('looks as far back as it is asked to', async () => {
    const { regressions } = await changed({ maxAgeInHours: 25 })
    expect(regressions).toEqual(
      expect.arrayContaining(['on an earlier build', 'on an earlier checkout', 'too early']),
    )
  })

  it('finds runs on an older checkout of the commit, and names what a build lacks', async () => {
    const found = await report({ maxAgeInHours: 48 })
    expect(
      Object.keys(found?.possible_regressions['juno']?.['Unknown']?.['None/None'] ?? {}),
    ).toEqual(['Unknown', 'on an older checkout of it'])
  })

  it.each([
    [['fix%'], ['fixed']],
    [
      ['fix__', 'b%t'],
      ['boot', 'fixed'],
    ],
    [['FIX%'], []],
    [['fix'], []],
    [['%'], ['boot', 'fixed', 'together']],
    [['together%', 'x'], ['together']],
    [['fixed\\'], []],
    [[''], []],
  ])('keeps to paths like %j', async (pathPatterns, fixed) => {
    expect((await changed({ pathPatterns })).fixed).toEqual(fixed)
  })

  it('leaves tests without path out where paths are asked for', async () => {
    const found = await report({ maxAgeInHours: 48, pathPatterns: ['%'] })
    expect(
      Object.keys(found?.possible_regressions['juno']?.['Unknown']?.['None/None'] ?? {}),
    ).toEqual(['on an older checkout of it'])
  })
})
