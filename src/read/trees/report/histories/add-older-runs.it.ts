import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createTestDatabase,
  type TestDatabase,
} from '../../../../testing/database/test-database.ts'
import { writeRows } from '../../../../testing/rows/write-rows.ts'
import { changedTests } from './changed-tests.ts'

const branch = { url: 'https://git/linux.git', branch: 'master' }
const at = (hour: number) => `2026-02-01T${String(hour).padStart(2, '0')}:00:00Z`
const checkout = (id: string, git_commit_hash: string) => ({
  id,
  origin: 'maestro',
  git_repository_url: branch.url,
  git_repository_branch: branch.branch,
  git_commit_hash,
  start_time: at(1),
})
const build = (id: string, checkout_id: string, config_name: string | null = 'defconfig') => ({
  id,
  origin: 'maestro',
  checkout_id,
  config_name,
  start_time: at(1),
})
const run = (id: string, path: string, build_id: string, status: string, hour: number) => ({
  id,
  origin: 'maestro',
  build_id,
  path,
  status,
  start_time: at(hour),
  _timestamp: at(hour),
  environment_misc: { platform: 'juno' },
})

/** More builds than the first looks take in, all with a test at the same time. */
const older = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l']

describe('older runs of the tests of a report', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
    await writeRows(database.pool, {
      checkouts: [checkout('new', 'new'), checkout('old', 'old')],
      builds: [
        build('n', 'new'),
        build('n bare', 'new', null),
        build('o bare', 'old', null),
        build('o unknown', 'old', 'Unknown'),
        ...older.map((id) => build(id, 'old')),
      ],
      tests: [
        run('new tie', 'tie', 'n', 'FAIL', 9),
        run('early tie', 'tie', 'a', 'PASS', 5),
        { ...run('late tie', 'tie', 'l', 'FAIL', 5), _timestamp: at(8) },
        run('new far', 'far', 'n', 'FAIL', 9),
        run('old far', 'far', 'l', 'PASS', 2),
        run('new bare', 'bare', 'n bare', 'FAIL', 9),
        run('bare', 'bare', 'o bare', 'PASS', 4),
        run('unknown', 'bare', 'o unknown', 'PASS', 3),
        ...older.map((id) => run(`else ${id}`, 'something else', id, 'PASS', 5)),
      ],
    })
  })
  afterAll(() => database.drop())

  const regressions = async (size: number) => {
    const scope = { ...branch, origin: 'maestro', hash: 'new', pathPatterns: [], size }
    const { regression } = await changedTests(database.db, {
      ...scope,
      since: at(0),
      checkoutsUntil: at(9),
    })
    const found = Object.values(regression['juno'] ?? {}).flatMap((tests) => Object.values(tests))
    const ids = (runs: readonly { id: string }[]) => runs.map(({ id }) => id)
    return Object.fromEntries(
      found.flatMap((tests) => Object.entries(tests).map(([path, runs]) => [path, ids(runs)])),
    )
  }

  it('are looked for as long as one could be newer, or as new and stored later', async () => {
    expect(await regressions(2)).toEqual({
      far: ['new far', 'old far'],
      bare: ['new bare', 'bare'],
    })
    expect(await regressions(3)).toMatchObject({ far: ['new far', 'old far'] })
  })

  it('are of builds without a config and of those with one that is called unknown', async () => {
    expect(await regressions(3)).toMatchObject({ bare: ['new bare', 'bare', 'unknown'] })
  })
})
