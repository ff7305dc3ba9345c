import { inject, expect, it } from 'vitest'
import { noFilters } from '../../domain/filters/filter-collector.ts'
import { createLog } from '../../platform/log/log.ts'
import { openDatabase } from '../../store/app/database.ts'
import { urlOfDatabase } from '../../testing/database/database-admin.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import type { ReadDatabase } from '../database.ts'
import { readTreeSummary } from '../trees/summary.ts'
import { DataVersion } from '../versions/data-version.ts'
import { followVersions } from '../versions/follow-versions.ts'

/** A name that a test of another run will not have taken. */
const name = `treeline_replaced_${process.pid}`

/** A database under that name in which one test ran, on some platform. */
async function databaseWith(platform: string): Promise<TestDatabase> {
  const database = await createTestDatabase({ name })
  await writeRows(database.pool, {
    checkouts: [
      {
        id: 'c',
        origin: 'maestro',
        tree_name: 'mainline',
        git_repository_branch: 'master',
        git_commit_hash: 'hash',
      },
    ],
    builds: [{ id: 'b', origin: 'maestro', checkout_id: 'c' }],
    tests: [
      { id: 't', origin: 'maestro', build_id: 'b', path: 'boot', environment_misc: { platform } },
    ],
  })
  return database
}

async function hardwareOf(db: ReadDatabase): Promise<string[]> {
  const scope = { origin: 'maestro', treeName: 'mainline', branch: 'master', commit: 'hash' }
  const found = await readTreeSummary(db, scope, noFilters)
  return found.found === 'results' ? found.body.common.hardware : []
}

it('names nothing by the numbers that a database of before had', async () => {
  const url = urlOfDatabase(inject('databaseServer').adminUrl, name)
  await using reader = openDatabase({
    url,
    applicationName: 'reader',
    poolSize: 2,
    acquireTimeoutMs: 10_000,
    statementTimeoutMs: 60_000,
    onIdleError: () => {},
  })
  const [version, ending] = [new DataVersion(), new AbortController()]
  const { signal } = ending
  const log = createLog('silent')
  const options = { url, applicationName: 'test', version, log, signal, lookEveryMs: 20 }
  const before = await databaseWith('old')
  const following = followVersions(options)
  await expect.poll(() => version.current).not.toBeNull()
  expect(await hardwareOf(reader.db)).toEqual(['old'])
  await before.drop()
  await expect.poll(() => version.current).toBeNull()
  const after = await databaseWith('new')
  await expect.poll(() => version.current).not.toBeNull()
  expect(await hardwareOf(reader.db)).toEqual(['new'])
  ending.abort()
  await following
  await reader.db.destroy()
  await after.drop()
})
