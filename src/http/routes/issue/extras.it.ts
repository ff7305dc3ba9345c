import { afterAll, beforeAll, expect, it } from 'vitest'
import { appWithoutDatabase } from '../../../testing/http/app-without-database.ts'
import { expectDocumented } from '../../../testing/http/documented-answer.ts'
import { day, incident, ofOrigin } from '../../../testing/rows/issue-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import type { HttpApp } from '../../http-app.ts'

const rows = {
  checkouts: [
    ofOrigin('c1', {
      tree_name: 'next',
      git_repository_url: 'https://git.kernel.org/pub/scm/linux/kernel/git/next/linux-next.git',
      git_repository_branch: 'pending-fixes',
      git_commit_hash: 'H1',
      git_commit_name: 'next-20250701',
    }),
    ofOrigin('c2', {
      tree_name: 'next',
      git_repository_url: 'https://mirror/linux-next.git',
      git_repository_branch: 'pending-fixes',
    }),
    ofOrigin('c3', { tree_name: 'next', git_repository_branch: 'master' }),
  ],
  builds: [
    { id: 'b1', origin: 'o', checkout_id: 'c1' },
    { id: 'b2', origin: 'o', checkout_id: 'c2' },
    { id: 'b3', origin: 'o', checkout_id: 'c3' },
  ],
  tests: [{ id: 't3', origin: 'o', build_id: 'b3' }],
  issues: [
    { id: 'i:seen', version: 1, origin: 'o' },
    { id: 'i:unseen', version: 1, origin: 'o' },
  ],
  incidents: [
    incident('n1', ['i:seen', 1], { build_id: 'b1', _timestamp: day(3) }),
    incident('n2', ['i:seen', 1], { build_id: 'b2', _timestamp: day(2) }),
    incident('n3', ['i:seen', 4], { build_id: 'gone', test_id: 't3', _timestamp: day(1) }),
    incident('n4', ['i:seen', 5], { build_id: 'b1', _timestamp: day(5), present: false }),
    incident('p1', ['__proto__', 1], { build_id: 'b1' }),
    ...['o1', 'o2', 'o3', 'o4', 'o5', 'o6'].map((id) =>
      incident(id, ['i:odd', 1], { build_id: id === 'o3' ? 'b3' : 'b1', _timestamp: day(4) }),
    ),
    ...['x1', 'x2', 'x3'].map((id) =>
      incident(id, ['i:timeless', 1], { build_id: id.replace('x', 'b'), _timestamp: day(4) }),
    ),
  ],
}

/** What a dump may bring and ingest refuses (decisions.md 2). */
const oddTimes = {
  o1: '-infinity',
  o2: null,
  o4: 'infinity',
  o5: '10000-01-01 00:00:00+00',
  o6: '0044-03-15 12:00:00+00 BC',
  x1: 'infinity',
  x2: null,
  x3: '-infinity',
}

let database: TestDatabase
let app: HttpApp
beforeAll(async () => {
  database = await createTestDatabase()
  app = appWithoutDatabase({ db: database.db }).app
  await writeRows(database.pool, rows)
  for (const [id, time] of Object.entries(oddTimes)) {
    await database.pool.query('update incidents set _timestamp = $2 where id = $1', [id, time])
  }
})
afterAll(() => database.drop())

async function ask(issues: unknown[]) {
  const body = JSON.stringify({ issues })
  // whatever the header says (api-misc.md 6.4)
  const headers = { 'Content-Type': 'text/plain' }
  const answer = await app.request('/api/issue/extras/', { method: 'POST', headers, body })
  return { status: answer.status, text: await answer.text() }
}

it('says where issues were seen, and in which trees the versions that are asked for', async () => {
  const asked = [
    ['i:seen', 1],
    ['i:unseen', 1],
    ['i:seen', '4'],
    ['i:seen', 5.0],
    ['nobody', true],
  ]
  const { text } = await ask(asked)
  expectDocumented(app, '/api/issue/extras/', JSON.parse(text))
  const seen = (version: number, branches: string[], tags: string[]) => ({
    id: 'i:seen',
    version,
    trees: branches.map((git_repository_branch) => ({ tree_name: 'next', git_repository_branch })),
    tags,
  })
  expect(JSON.parse(text)).toEqual({
    issues: {
      'i:seen': {
        first_incident: {
          first_seen: day(2),
          git_commit_hash: null,
          git_repository_url: 'https://mirror/linux-next.git',
          git_repository_branch: 'pending-fixes',
          git_commit_name: null,
          tree_name: 'next',
          issue_version: 1,
          checkout_id: 'c2',
        },
        last_incident: expect.objectContaining({
          first_seen: day(1),
          issue_version: 4,
          checkout_id: 'c3',
        }) as unknown,
        versions: {
          // two repositories of one tree are listed as one (api-misc.md O19)
          1: seen(1, ['pending-fixes'], ['linux-next']),
          // has not arrived, and has its trees already
          4: seen(4, ['master'], []),
          5: seen(5, [], []),
        },
      },
    },
  })
})

it('begins and ends an issue with times that can be written, if there are any', async () => {
  const { text } = await ask([
    ['i:odd', 1],
    ['i:timeless', 1],
  ])
  const { issues } = JSON.parse(text) as { issues: unknown }
  const [inC3, inC1] = ['c3', 'c1'].map((checkout_id) => ({ checkout_id, first_seen: null }))
  expect(issues).toMatchObject({
    'i:odd': {
      first_incident: { ...inC3, first_seen: day(4) },
      last_incident: { ...inC3, first_seen: day(4) },
    },
    // by their ids
    'i:timeless': { first_incident: inC1, last_incident: inC3 },
  })
})

it('answers for any id, each once', async () => {
  const { text } = await ask([
    ['__proto__', 1],
    ['i:seen', 1],
    ['__proto__', 1],
  ])
  expect(text).toMatch(/^\{"issues":\{"__proto__":\{.*,"i:seen":\{/)
  expect(text.match(/"__proto__":/g)).toHaveLength(1)
})

it.each([
  [['i:unseen', 1]],
  [
    ['nobody', 2 ** 31],
    ['', -1],
  ],
])('finds nothing without an incident: %j', async (...asked) => {
  expect(await ask(asked)).toEqual({
    status: 200,
    text: JSON.stringify({
      error: "No extra details found. Issue id has no incident or doesn't exist.",
    }),
  })
})
