import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noFilters } from '../../domain/filters/filter-collector.ts'
import { countedTypes } from '../../domain/history/commit-history.ts'
import { rebuildRollUp } from '../../rollup/rebuild/rebuild.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { bodyOf } from '../../testing/http/body-of.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { compareBuilds } from './compare/builds.ts'
import { findSide } from './compare/find-side.ts'
import { readTreeBuilds } from './builds.ts'
import { findCheckouts } from './find-checkouts.ts'
import { readCommitHistory } from './history/commits.ts'
import { listCommits } from './history/list-commits.ts'
import { readNamedCommits } from './history/named-commits.ts'
import { findLatestCheckout } from './latest.ts'

const time = '2026-02-01T00:00:00Z'
const checkout = (id: string, hash: string, more: object = {}) => ({
  id,
  origin: 'maestro',
  tree_name: 'mainline',
  git_repository_branch: 'master',
  git_repository_url: `https://git/${id}`,
  git_commit_hash: hash,
  git_commit_name: id,
  start_time: time,
  ...more,
})
const build = (id: string, status: string) => ({
  id,
  origin: 'maestro',
  checkout_id: 'timed',
  start_time: time,
  status,
})
const tree = { origin: 'maestro', treeName: 'mainline', branch: 'master' }
const everything = {
  types: new Set(countedTypes),
  filters: noFilters,
  onlyBuildsOfSelectedTests: false,
}

/** What a dump may bring and ingest refuses (decisions.md 2): `infinity` would be the newest for ever. */
describe('of instants that no answer can write', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
    await writeRows(database.pool, {
      checkouts: [
        checkout('timed', 'H1', { git_commit_tags: ['v1'] }),
        checkout('same-commit', 'H1'),
        checkout('lasting', 'H2', { git_commit_tags: ['v1'] }),
        checkout('alone', 'H3', { tree_name: 'next' }),
      ],
      builds: [build('a-lasting', 'PASS'), build('timed', 'FAIL')],
    })
    await database.pool.query(
      `update checkouts set start_time = 'infinity', _timestamp = 'infinity' where id <> 'timed'`,
    )
    await database.pool.query(`update builds set start_time = 'infinity' where id = 'a-lasting'`)
    await rebuildRollUp(database.pool)
  })
  afterAll(() => database.drop())

  it('none makes a checkout the latest of its tree, unless no other has a time', async () => {
    const { db } = database
    expect(await findLatestCheckout(db, tree)).toMatchObject({ git_commit_hash: 'H1' })
    expect(await findLatestCheckout(db, { ...tree, commit: 'v1' })).toMatchObject({
      git_commit_hash: 'H1',
    })
    const next = { ...tree, treeName: 'next' }
    expect(await findLatestCheckout(db, next)).toMatchObject({ git_commit_hash: 'H3' })
  })

  it('none decides for which commit a tag stands, and which checkout speaks for a commit', async () => {
    const { db } = database
    const found = await findCheckouts(db, { ...tree, commit: 'v1' })
    expect(found.map(({ id }) => id)).toEqual(['timed', 'same-commit'])
    expect(await findSide(db, tree, 'H1')).toMatchObject({ url: 'https://git/timed' })
  })

  it('none has a place in the history of a commit', async () => {
    const { db } = database
    const history = await readCommitHistory(db, { ...tree, commit: 'H1' }, everything, null)
    expect(history).toMatchObject([
      { git_commit_hash: 'H1', git_commit_name: 'timed', earliest_start_time: time },
    ])
    expect(await readCommitHistory(db, { ...tree, commit: 'H2' }, everything, null)).toBeNull()
    const named = await readNamedCommits(db, tree, ['H1'], everything, new Date(time))
    expect(named).toMatchObject([{ git_commit_name: 'timed', earliest_start_time: time }])
  })

  it('none is when a commit was checked out last', async () => {
    const listed = await listCommits(database.db, tree)
    expect(listed.map((one) => [one.git_commit_hash, one.last_checkout])).toEqual([
      ['H2', null],
      ['H1', time],
    ])
  })

  it('none makes a build the latest of its kind in a comparison', async () => {
    const compared = await compareBuilds(database.db, { ...tree, a: 'H1', b: 'H2' }, noFilters)
    expect(compared.map(({ status_a }) => status_a)).toEqual(['FAIL'])
  })

  it('none puts a build in front of those that have a time', async () => {
    const scope = { ...tree, commit: 'H1' }
    const { builds } = bodyOf(await readTreeBuilds(database.db, scope, noFilters))
    expect(builds.map(({ id, start_time }) => [id, start_time])).toEqual([
      ['timed', time],
      ['a-lasting', null],
    ])
  })
})
