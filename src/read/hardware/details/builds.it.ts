import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseFilters } from '../../../domain/filters/parse-filters.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import { readHardwareBuilds } from './builds.ts'

const startTime = '2026-02-01T00:00:00Z'
const statuses = { failed: 'FAIL', passed: 'PASS', unexplained: 'FAIL' }
const issues = { failed: ['i1', 'i2'], passed: ['i1'], unexplained: [] }

/** A build of each name in {@link statuses} that ran one test on `juno`, and its issues. */
const rows = {
  checkouts: [{ id: 'c', origin: 'maestro', git_commit_hash: 'aa', start_time: startTime }],
  builds: Object.entries(statuses).map(([id, status]) => ({
    id,
    origin: 'maestro',
    checkout_id: 'c',
    status,
  })),
  tests: Object.keys(statuses).map((id) => ({
    id: `test of ${id}`,
    origin: 'maestro',
    build_id: id,
    start_time: startTime,
    environment_misc: { platform: 'juno' },
  })),
  incidents: Object.entries(issues).flatMap(([build_id, ids]) =>
    ids.map((issue_id) => ({
      id: `${issue_id} of ${build_id}`,
      origin: 'maestro',
      issue_id,
      issue_version: 1,
      build_id,
    })),
  ),
}

/** hardware.md 7.4. */
describe('the builds of a hardware', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
    await writeRows(database.pool, rows)
  })
  afterAll(() => database.drop())

  async function issuesOfBuilds(query = '') {
    const request = {
      hardwareId: 'juno',
      origin: 'maestro',
      window: { from: startTime, until: startTime },
      selectedCommits: {},
    }
    const result = await readHardwareBuilds(
      database.db,
      request,
      parseFilters(new URLSearchParams(query)),
    )
    if (result.found !== 'results') throw new Error(result.found)
    return Object.fromEntries(
      result.body.builds.map(({ id, issue_id, issue_version }) => [id, [issue_id, issue_version]]),
    )
  }

  it('name an issue of their own, whatever their status', async () => {
    expect(await issuesOfBuilds()).toEqual({
      failed: ['i1', 1],
      passed: ['i1', 1],
      unexplained: ['Uncategorized', null],
    })
  })

  it('name the issue that they were asked for by', async () => {
    expect(await issuesOfBuilds('filter_build.issue=i2,1')).toEqual({ failed: ['i2', 1] })
  })
})
