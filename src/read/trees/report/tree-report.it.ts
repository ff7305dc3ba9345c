import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import type { TreeReportRequest } from './load-tree-report.ts'
import { readTreeReport } from './read-tree-report.ts'
import { ago, branch, rowsOfBranch, usual } from './testing/reported-branch.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await writeRows(database.pool, rowsOfBranch)
})
afterAll(() => database.drop())

const report = (asked: Partial<TreeReportRequest> = {}) =>
  readTreeReport(database.db, { ...usual, ...asked })

describe('the report of a tree', () => {
  it('is about the newest commit with a hash in the window', async () => {
    expect(await report()).toMatchObject({
      dashboard_url: 'https://d.kernelci.org/tree/mainline/master/new?o=maestro',
      git_url: branch.url,
      git_branch: branch.branch,
      commit_hash: 'new',
      origin: 'maestro',
      checkout_start_time: ago(3),
    })
    const older = await report({ minAgeInHours: 4 })
    expect(older).toMatchObject({ commit_hash: 'android', checkout_start_time: ago(5) })
    const named = { ...branch, treeName: 'mainline' }
    expect(await report({ branch: named, minAgeInHours: 4 })).toMatchObject({ commit_hash: 'old' })
    // found by its older checkout, and as old as its newest one
    expect(await report({ minAgeInHours: 26, maxAgeInHours: 35 })).toMatchObject({
      commit_hash: 'new',
      checkout_start_time: ago(3),
    })
    expect(await report({ minAgeInHours: 36, maxAgeInHours: 48 })).toMatchObject({
      dashboard_url: expect.stringMatching(/\/tree\/nameless\?ti%7Cch=nameless&ti%7Cgb=master&/),
    })
  })

  it.each<Partial<TreeReportRequest>>([
    { maxAgeInHours: 2 },
    { branch: { ...branch, origin: 'nobody' } },
    { branch: { ...branch, url: '' } },
    { branch: { ...branch, branch: 'nowhere' } },
    { branch: { ...branch, treeName: 'nowhere' } },
  ])('is none for %o', async (asked) => {
    expect(await report(asked)).toBeNull()
  })

  it('counts all checkouts of the commit', async () => {
    const found = await report()
    expect(found?.build_status_summary).toMatchObject({ PASS: 2, FAIL: 2, MISS: 0 })
    expect(found?.boot_status_summary).toMatchObject({ pass_count: 1, fail_count: 0 })
    expect(found?.test_status_summary).toMatchObject({
      skip_count: 1,
      null_count: 1,
      done_count: 0,
    })
  })

  it('lists issues of failed builds of all checkouts, by issue', async () => {
    const found = await report()
    const unknown = { culprit_code: false, culprit_tool: false, culprit_harness: false }
    expect(found?.issues.builds).toEqual([
      ...['b1 clang', 'b1 failed'].map((build_id) => ({
        issue_id: 'i1',
        version: 1,
        build_id,
        comment: 'one',
        report_url: 'https://i/1',
        ...unknown,
        first_seen: ago(2),
        is_new_issue: true,
      })),
      {
        issue_id: 'i2',
        version: 3,
        build_id: 'b1 failed',
        comment: 'two',
        report_url: null,
        ...unknown,
        culprit_code: true,
        first_seen: ago(9),
        is_new_issue: false,
      },
      {
        issue_id: 'not yet',
        version: 1,
        build_id: 'b1 failed',
        comment: null,
        report_url: null,
        ...unknown,
        first_seen: null,
        is_new_issue: true,
      },
    ])
  })
})
