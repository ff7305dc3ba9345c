import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { writeBatch } from '../../ingest/write/write-batch.ts'
import {
  hardwareScopeKey,
  revisionScopeKey,
  treeScopeKey,
} from '../../store/app/commits/scope-keys.ts'
import { clearTables } from '../../testing/rollup/clear-tables.ts'
import { scopeName } from '../../testing/rollup/scope-contents.ts'
import { stageRows, type SubmittedRows } from '../../testing/rows/staged-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'

let database: TestDatabase
let client: pg.PoolClient
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 2 })
})
afterAll(() => database.drop())
beforeEach(async () => {
  client = await database.pool.connect()
  await clearTables(client)
})
afterEach(() => client.release())

const row = (id: string) => ({ _timestamp: '2025-07-01T00:00:00Z', id, origin: 'maestro' })
const checkout = { ...row('c'), git_repository_url: 'u', git_repository_branch: 'b' }
const build = { ...row('b'), checkout_id: 'c' }
const onBoard = {
  ...row('t'),
  build_id: 'b',
  environment_misc: { platform: 'board' },
  environment_compatible: ['vendor,board', 'soc'],
}
const incident = { ...row('n'), issue_id: 'i', issue_version: 1, test_id: 't' }

const tree = (treeName: string | null) =>
  scopeName(
    'tree',
    treeScopeKey({
      origin: 'maestro',
      treeName,
      gitRepositoryUrl: 'u',
      gitRepositoryBranch: 'b',
    }),
  )
const revision = (name: string) => scopeName('revision', revisionScopeKey(name))
const hardware = (name: string) => scopeName('hardware', hardwareScopeKey(name))
const ofCheckout = [scopeName('checkout', 'c'), tree(null)]
const ofBoard = [hardware('board'), hardware('vendor,board'), hardware('soc')]

/** What is stored, what is written then, and which scopes besides `global` that touches. */
const cases: Record<string, [stored: SubmittedRows, written: SubmittedRows, touched: string[]]> = {
  'a checkout': [{}, { checkouts: [checkout] }, [scopeName('heads', ''), ...ofCheckout]],
  'a checkout that learns its tree': [
    { checkouts: [checkout] },
    { checkouts: [{ ...checkout, tree_name: 'mainline' }] },
    [scopeName('heads', ''), ...ofCheckout, tree('mainline')],
  ],
  'a checkout of a commit with tags': [
    { checkouts: [checkout] },
    { checkouts: [{ ...checkout, git_commit_hash: 'abc', git_commit_tags: ['v1', 'abc'] }] },
    [scopeName('heads', ''), ...ofCheckout, revision('abc'), revision('v1')],
  ],
  'a checkout whose tags a dump brought in two dimensions': [
    {},
    { checkouts: [{ ...checkout, git_commit_hash: 'abc', git_commit_tags: [['v1'], ['v2']] }] },
    [scopeName('heads', ''), ...ofCheckout, revision('abc'), revision('v1'), revision('v2')],
  ],
  'a checkout of a commit without tags': [
    {},
    { checkouts: [{ ...checkout, git_commit_hash: 'abc' }] },
    [scopeName('heads', ''), ...ofCheckout, revision('abc')],
  ],
  'a build': [{ checkouts: [checkout] }, { builds: [build] }, [...ofCheckout, hardware('Unknown')]],
  'a build that learns its platform': [
    { checkouts: [checkout], builds: [build] },
    { builds: [{ ...build, misc: { platform: 'kubernetes' } }] },
    [...ofCheckout, hardware('Unknown'), hardware('kubernetes')],
  ],
  'a build that tests ran on': [
    { checkouts: [checkout], builds: [build], tests: [onBoard] },
    { builds: [build] },
    [...ofCheckout, ...ofBoard, hardware('Unknown')],
  ],
  'a test': [
    { checkouts: [checkout], builds: [build] },
    { tests: [onBoard] },
    [...ofCheckout, ...ofBoard, hardware('Unknown')],
  ],
  'a test whose build has not arrived': [
    { checkouts: [checkout] },
    { tests: [onBoard] },
    [...ofBoard, hardware('Unknown')],
  ],
  'an incident of a test': [
    { checkouts: [checkout], builds: [build], tests: [onBoard] },
    { incidents: [incident] },
    [scopeName('issue', 'i'), ...ofCheckout, ...ofBoard, hardware('Unknown')],
  ],
  'an incident that names another issue when it is sent again': [
    { incidents: [incident] },
    { incidents: [{ ...incident, issue_id: 'other' }] },
    [scopeName('issue', 'i')],
  ],
  'an incident of a build': [
    { checkouts: [checkout], builds: [build] },
    { incidents: [{ ...row('n'), issue_id: 'i', issue_version: 1, build_id: 'b' }] },
    [scopeName('issue', 'i'), ...ofCheckout, hardware('Unknown')],
  ],
  'an issue': [{}, { issues: [{ ...row('i'), version: 2 }] }, [scopeName('issue', 'i')]],
}

test.each(Object.entries(cases))(
  '%s touches its scopes and no others',
  async (_, [stored, written, touched]) => {
    await writeBatch(client, stageRows(stored))
    const { version } = await writeBatch(client, stageRows(written))
    const rows = await database.db
      .selectFrom('scope_version')
      .select(['kind', 'key'])
      .where('changed', '=', Number(version))
      .where('kind', '!=', 'global')
      .execute()
    expect(rows.map(({ kind, key }) => scopeName(kind, key)).toSorted()).toEqual(touched.toSorted())
  },
)
