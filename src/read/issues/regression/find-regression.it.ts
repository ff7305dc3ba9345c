import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { regressedBranch } from '../../../testing/rows/regressed-branch.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import { listNewIssues } from '../list-new-issues.ts'
import { findRegression } from './find-regression.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await writeRows(database.pool, regressedBranch)
})
afterAll(() => database.drop())

const request = { until: '2026-02-28T00:00:00Z', runs: 5, places: 10, paths: null }

describe('what broke', () => {
  it('in builds', async () => {
    const found = await findRegression(database.db, 'maestro:build', request)
    expect(found).toMatchObject({
      issue: { version: 1, comment: 'expected ; in drivers/net/foo.c' },
      first: {
        firstSeen: '2026-02-04T05:00:00Z',
        kind: 'build',
        checkout: {
          commit: 'commit-of-day-4',
          tree: 'mainline',
          tags: ['v6.19-rc8', 'next-20260204'],
        },
      },
      configurations: [
        {
          // the one that was stored last
          buildId: 'maestro:b5-1',
          config: 'allmodconfig',
          builds: 2,
          statuses: ['FAIL', 'FAIL', 'FAIL', 'PASS', 'FAIL'],
          lastGood: { id: 'maestro:b3-1', commit: 'commit-of-day-3' },
        },
        {
          config: 'defconfig',
          configUrl: 'https://files.example.org/b4/.config',
          builds: 1,
          // a build that passes later is no good one
          statuses: ['PASS', 'PASS', 'FAIL', 'PASS', 'PASS'],
          lastGood: { commit: 'commit-of-day-3' },
        },
      ],
      platforms: [],
      more: 0,
      excerpt: { text: 'drivers/net/foo.c:7:1: error: expected ;\n', movedTo: null },
    })
  })

  it('in tests', async () => {
    const found = await findRegression(database.db, 'maestro:boot', { ...request, places: 1 })
    expect(found).toMatchObject({
      first: { kind: 'test', path: 'boot', checkout: { commit: 'commit-of-day-4' } },
      configurations: [],
      platforms: [
        {
          platform: 'board-7',
          compatibles: ['acme,board-7', 'acme,soc'],
          testId: 'maestro:t5-board-7',
          tests: 2,
          firstSeen: '2026-02-04T05:00:00Z',
          statuses: ['FAIL', 'FAIL', 'FAIL', 'PASS', 'PASS'],
          lastGood: { id: 'maestro:t3-board-7', commit: 'commit-of-day-3' },
        },
      ],
      more: 1,
      excerpt: { text: expect.stringContaining('Kernel panic'), movedTo: null },
    })
  })

  it('when nothing shows it, or only what does not count', async () => {
    const first = { first: null }
    for (const id of ['maestro:unseen', 'maestro:denied']) {
      expect(await findRegression(database.db, id, request)).toMatchObject(first)
    }
    const otherPaths = { ...request, paths: ['boot.nfs'] }
    expect(await findRegression(database.db, 'maestro:boot', otherPaths)).toMatchObject(first)
    expect(await findRegression(database.db, 'nobody', request)).toBeNull()
  })
})

describe('new issues', () => {
  it.each([
    ['2026-02-04T04:00:00Z', '2026-02-04T05:00:00Z', ['maestro:boot', 'maestro:build']],
    ['2026-02-04T06:00:00Z', '2026-02-28T00:00:00Z', []],
    ['2026-02-01T00:00:00Z', '2026-02-04T04:59:59Z', []],
  ])('from %s until %s: %j', async (from, until, ids) => {
    expect(await listNewIssues(database.db, { from, until })).toEqual(ids)
  })

  it('are those of their own arrival, when they come a little later than what shows them', async () => {
    const named = (id: string, hour: string) => ({
      id,
      origin: 'o',
      issue_id: `o:${id}`,
      issue_version: 1,
      test_id: 't',
      _timestamp: `2026-03-01T${hour}:00:00Z`,
    })
    const late = { origin: 'o', version: 1, _timestamp: '2026-03-02T12:00:00Z' }
    await writeRows(database.pool, {
      issues: [
        { id: 'o:late', ...late },
        { id: 'o:old', ...late },
      ],
      incidents: [named('late', '13'), named('old', '10'), named('never', '13')],
    })
    const window = (from: string, until: string) => ({
      from: `2026-03-${from}:00:00Z`,
      until: `2026-03-${until}:00:00Z`,
    })
    expect(await listNewIssues(database.db, window('02T11', '02T12'))).toEqual(['o:late'])
  })
})
