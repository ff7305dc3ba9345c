import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appWithoutDatabase } from '../../../testing/http/app-without-database.ts'
import { expectDocumented } from '../../../testing/http/documented-answer.ts'
import { day, incident, ofOrigin } from '../../../testing/rows/issue-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import type { HttpApp } from '../../http-app.ts'

const hosted = 'https://git.kernel.org/pub/scm/linux/kernel/git'
const mainline = `${hosted}/torvalds/linux.git`
const stable = `${hosted}/stable/linux.git`

const rows = {
  checkouts: [
    ofOrigin('c1', {
      tree_name: 'mainline',
      git_repository_url: mainline,
      git_repository_branch: 'master',
      git_commit_hash: 'H1',
      git_commit_name: 'v6.1',
    }),
    ofOrigin('c2', { git_repository_url: stable, git_repository_branch: 'linux-6.1.y' }),
    ofOrigin('c3', { tree_name: 'android', git_repository_branch: 'main' }),
  ],
  builds: [
    ofOrigin('b1', { checkout_id: 'c1', status: 'FAIL', misc: { lab: 'l' }, duration: 1.5 }),
    ofOrigin('b2', { checkout_id: 'c2', misc: [1] }),
    ofOrigin('b3', { checkout_id: 'c3', misc: { platform: null } }),
    ofOrigin('b4', { checkout_id: 'gone' }),
  ],
  tests: [
    {
      id: 't1',
      build_id: 'b1',
      origin: 'o',
      status: 'FAIL',
      path: 'boot',
      misc: { runtime: 7 },
      environment_misc: { platform: 'p' },
    },
  ],
  issues: [
    { id: 'i:seen', version: 1, origin: 'o', comment: 'one', _timestamp: day(1) },
    {
      id: 'i:seen',
      version: 3,
      origin: 'o',
      comment: 'three',
      misc: '{"a":[1]}',
      categories: ['c'],
    },
    { id: 'i:unseen', version: 1, origin: 'o' },
    { id: 'i:denied', version: 1, origin: 'o' },
  ],
  incidents: [
    incident('n1', ['i:seen', 1], { build_id: 'b2', _timestamp: day(2) }),
    // as old, but n1 comes before it
    incident('n1b', ['i:seen', 1], { build_id: 'b1', _timestamp: day(2) }),
    incident('n2', ['i:seen', 1], { test_id: 't1', _timestamp: day(3) }),
    incident('n3', ['i:seen', 1], { test_id: 'lost', _timestamp: day(4) }),
    // older than all, of a later version
    incident('n4', ['i:seen', 2], { build_id: 'b3', test_id: 't1', _timestamp: day(1) }),
    incident('n5', ['i:seen', 2], { build_id: 'not-yet', test_id: 't1', _timestamp: null }),
    incident('n6', ['i:seen', 2], { build_id: 'b4', _timestamp: null }),
    incident('n7', ['i:seen', 9], { build_id: 'b1', _timestamp: day(9), present: false }),
    incident('d1', ['i:denied', 1], { build_id: 'b1', test_id: 't1', present: false }),
    incident('m1', ['i:missing', 1], { build_id: 'not-yet', test_id: 't1', _timestamp: null }),
  ],
}

let database: TestDatabase
let app: HttpApp
beforeAll(async () => {
  database = await createTestDatabase()
  app = appWithoutDatabase({ db: database.db }).app
  await writeRows(database.pool, rows)
})
afterAll(() => database.drop())

/** An answer, which must be as documented. */
async function ask(path: string): Promise<unknown> {
  const answer = await app.request(`/api/issue/${path}`)
  const body: unknown = await answer.json()
  if (answer.status === 200) {
    const [, view = ''] = /^[^/?]*(\/\w+)?/.exec(path) ?? []
    expectDocumented(app, `/api/issue/{issue_id}${view}`, body)
  }
  return body
}

const ids = (body: unknown) => (body as { id: string }[]).map(({ id }) => id)

describe('an issue', () => {
  it('is shown in its highest version, with its first and last incident', async () => {
    expect(await ask('i:seen')).toMatchObject({
      version: 3,
      comment: 'three',
      field_timestamp: null,
      misc: { a: [1] },
      categories: ['c'],
      extra: {
        'i:seen': {
          // of the lowest version, not the oldest (api-misc.md O52); of equally old ones the lesser id
          first_incident: { first_seen: day(2), issue_version: 1, checkout_id: 'c2' },
          // an unknown time is not the newest (api-misc.md O17); its own build goes before that of its test (api-misc.md O18)
          last_incident: { first_seen: day(1), issue_version: 2, checkout_id: 'c3' },
          // no incident names the version (api-misc.md O51)
          versions: { 3: { id: 'i:seen', version: 3, trees: [], tags: [] } },
        },
      },
    })
  })

  it('lists trees that have a name, and tags also those that have none', async () => {
    expect(await ask('i:seen?version=1')).toMatchObject({
      comment: 'one',
      extra: {
        'i:seen': {
          versions: {
            1: {
              trees: [{ tree_name: 'mainline', git_repository_branch: 'master' }],
              tags: ['mainline', 'stable'],
            },
          },
        },
      },
    })
  })

  it.each(['i:unseen', 'i:denied'])('has no extra without an incident: %s', async (id) => {
    expect(await ask(id)).toMatchObject({ id, version: 1, extra: {} })
  })

  it.each(['i:missing', 'i:seen?version=2', 'i:seen?version=99999999999', 'extras'])(
    'is not found: %s',
    async (path) => {
      expect(await ask(path)).toEqual({ error: 'Issue not found' })
    },
  )

  it.each(['', '/tests', '/builds'])('refuses a version that is no integer%s', async (view) => {
    for (const version of ['', 'abc', '1.5']) {
      const body = await ask(`i:seen${view}?version=${version}`)
      expect(JSON.parse(String(body))).toMatchObject([
        { type: 'int_parsing', loc: ['version'], input: version },
      ])
    }
  })
})

describe('tests of an issue', () => {
  it('are those of the highest version with an incident, one per incident', async () => {
    expect(ids(await ask('i:seen/tests'))).toEqual(['t1', 't1'])
  })

  it('hold those that have not arrived', async () => {
    expect(await ask('i:seen/tests?version=1')).toEqual([
      expect.objectContaining({ id: 'lost', status: 'NULL', path: null, tree_name: null }),
      {
        id: 't1',
        status: 'FAIL',
        duration: null,
        path: 'boot',
        start_time: null,
        environment_compatible: null,
        environment_misc: { platform: 'p' },
        tree_name: 'mainline',
        git_repository_branch: 'master',
        lab: '7',
      },
    ])
  })

  it('are listed before the issue arrives', async () => {
    expect(ids(await ask('i:missing/tests'))).toEqual(['t1'])
  })

  it.each(['i:denied', 'i:unseen', 'i:seen?version=9', 'nobody', 'i:seen?version=-9999999999'])(
    'are none: %s',
    async (path) => {
      const asked = path.includes('?') ? path.replace('?', '/tests?') : `${path}/tests`
      expect(await ask(asked)).toEqual({ error: 'No tests found for this issue' })
    },
  )
})

describe('builds of an issue', () => {
  it('have arrived, of the highest version with an incident', async () => {
    expect(await ask('i:seen/builds')).toEqual([
      expect.objectContaining({ id: 'b3', tree_name: 'android', misc: { platform: null } }),
      expect.objectContaining({ id: 'b4', tree_name: null, misc: null }),
    ])
  })

  it('show any misc', async () => {
    expect(await ask('i:seen/builds?version=1')).toEqual([
      {
        id: 'b1',
        architecture: null,
        config_name: null,
        status: 'FAIL',
        start_time: null,
        duration: 1.5,
        compiler: null,
        log_url: null,
        tree_name: 'mainline',
        git_repository_branch: 'master',
        misc: { platform: 'Unknown', lab: 'l' },
      },
      expect.objectContaining({ id: 'b2', tree_name: null, misc: null }),
    ])
  })

  it.each(['i:denied', 'i:missing', 'nobody'])('are none: %s', async (id) => {
    expect(await ask(`${id}/builds`)).toEqual({ error: 'No builds found for this issue' })
  })
})
