import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parseExactly } from '../../platform/json/exact-json.ts'
import { readFreshness } from '../../read/service/read-freshness.ts'
import { appWithoutDatabase } from '../../testing/http/app-without-database.ts'
import { expectDocumented } from '../../testing/http/documented-answer.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import type { HttpApp } from '../http-app.ts'

let database: TestDatabase
let app: HttpApp

const day = 24 * 60 * 60 * 1000
const midnight = Math.floor(Date.now() / day) * day
const daysAgo = (days: number) => new Date(midnight - days * day).toISOString()

beforeAll(async () => {
  // the clock stands, lest midnight passes while the tests run
  vi.useFakeTimers({ toFake: ['Date'] })
  database = await createTestDatabase({ poolSize: 3 })
  app = appWithoutDatabase({ db: database.db }).app
  await writeRows(database.pool, {
    checkouts: [
      {
        id: 'maestro:c',
        origin: 'maestro',
        tree_name: 'soc',
        git_repository_url: 'https://git/soc',
        git_repository_branch: 'arm/fixes',
        git_commit_hash: 'abc',
        git_commit_name: 'v1-2',
        git_commit_tags: ['v1'],
        start_time: daysAgo(2),
        _timestamp: daysAgo(2),
      },
      { id: 'Zeta:c', origin: 'Zeta', start_time: daysAgo(10), _timestamp: daysAgo(10) },
      { id: 'old:c', origin: 'old', start_time: daysAgo(400), _timestamp: daysAgo(400) },
    ],
    builds: [
      {
        id: 'maestro:b',
        checkout_id: 'maestro:c',
        origin: 'maestro',
        status: 'FAIL',
        architecture: 'arm64',
        start_time: '2025-07-16T08:45:53.12Z',
        misc: parseExactly('{"lab":"l","job":9007199254740993}'),
        _timestamp: daysAgo(1),
      },
      {
        id: 'maestro:lost',
        checkout_id: 'maestro:gone',
        origin: 'redhat',
        misc: [1],
        _timestamp: daysAgo(1),
      },
      {
        id: 'old:odd',
        checkout_id: 'old:c',
        origin: 'old',
        misc: parseExactly('{"__proto__":{"a":1},"constructor":2}'),
        _timestamp: daysAgo(1),
      },
    ],
    tests: [
      test('t3', { start_time: null, path: 'boot', misc: { runtime: 'lab-3' } }),
      test('t2', { start_time: daysAgo(0), status: 'PASS', misc: { runtime: 7 } }),
      test('t1', { start_time: daysAgo(1), status: 'FAIL', environment_misc: { platform: 'p' } }),
      test('t0', { start_time: daysAgo(1), status: 'SKIP', environment_compatible: ['a', 'b'] }),
      test('orphan', { build_id: 'maestro:not-yet' }),
    ],
    issues: [
      { id: 'i:known', version: 2, origin: 'i', comment: 'broken', report_url: 'https://r' },
    ],
    incidents: [
      incident('n1', { issue_id: 'i:missing', issue_version: 1, build_id: 'maestro:b' }, 5),
      incident('n2', { issue_id: 'i:known', issue_version: 2, build_id: 'maestro:b' }, 3),
      incident('n3', { issue_id: 'i:known', issue_version: 2, build_id: 'maestro:b' }, 9),
      incident('n4', { issue_id: 'i:denied', build_id: 'maestro:b', present: false }, 1),
      incident('n5', { issue_id: 'i:known', issue_version: 2, test_id: 'maestro:t1' }, 4),
      incident('n6', { issue_id: 'i:denied', test_id: 'maestro:t2', present: false }, 4),
    ],
  })
})
afterAll(async () => {
  vi.useRealTimers()
  await database.drop()
})

function test(id: string, columns: Record<string, unknown>) {
  const _timestamp = daysAgo(1)
  return { id: `maestro:${id}`, build_id: 'maestro:b', origin: 'maestro', _timestamp, ...columns }
}

function incident(id: string, columns: Record<string, unknown>, days: number) {
  return { id, origin: 'i', issue_version: 1, _timestamp: daysAgo(days), ...columns }
}

async function ask(path: string, template?: string) {
  const answer = await app.request(path)
  const text = await answer.text()
  const body = JSON.parse(text) as unknown
  if (template !== undefined) expectDocumented(app, template, body)
  return { status: answer.status, headers: answer.headers, text, body }
}

const counts = (given: Record<string, number>) => ({
  PASS: 0,
  ERROR: 0,
  FAIL: 0,
  SKIP: 0,
  MISS: 0,
  DONE: 0,
  NULL: 0,
  ...given,
})

describe('builds', () => {
  it('shows a build with its checkout, digit for digit, and lets browsers keep it', async () => {
    const { body, text, headers } = await ask('/api/build/maestro:b', '/api/build/{build_id}')
    expect(body).toMatchObject({
      id: 'maestro:b',
      origin: 'maestro',
      tree_name: 'soc',
      git_commit_tags: ['v1'],
      status: 'FAIL',
      start_time: '2025-07-16T08:45:53.120000Z',
      input_files: null,
      build_origin: 'maestro',
    })
    expect(text).toContain('"job":9007199254740993')
    expect(headers.get('cache-control')).toBe('max-age=180')
  })

  it('keeps names that mean something to JavaScript', async () => {
    const { text } = await ask('/api/build/old:odd')
    expect(text).toContain('"misc":{"__proto__":{"a":1},"constructor":2}')
  })

  it('shows a build whose checkout has not arrived, and no misc that is no object', async () => {
    const { body } = await ask('/api/build/maestro%3Alost', '/api/build/{build_id}')
    expect(body).toMatchObject({
      origin: null,
      git_commit_hash: null,
      checkout_id: 'maestro:gone',
      build_origin: 'redhat',
      status: 'NULL',
      misc: null,
    })
  })

  it('lists tests and boots oldest first, those without a time last', async () => {
    const { body } = await ask('/api/build/maestro:b/tests', '/api/build/{build_id}/tests')
    expect(body).toEqual([
      expect.objectContaining({ id: 'maestro:t0', lab: null, environment_compatible: ['a', 'b'] }),
      expect.objectContaining({ id: 'maestro:t1', lab: null, environment_misc: { platform: 'p' } }),
      expect.objectContaining({ id: 'maestro:t2', lab: '7', status: 'PASS' }),
      expect.objectContaining({ id: 'maestro:t3', lab: 'lab-3', start_time: null, status: 'NULL' }),
    ])
  })

  it('lists no tests of a build that has not arrived', async () => {
    const { status, body } = await ask('/api/build/maestro:not-yet/tests')
    expect(status).toBe(200)
    expect(body).toEqual({ error: 'No tests found for this build' })
  })

  it('counts incidents per issue, earliest first; one that is denied counts nowhere', async () => {
    const { body } = await ask('/api/build/maestro:b/issues', '/api/build/{build_id}/issues')
    expect(body).toEqual([
      {
        id: 'i:known',
        version: 2,
        comment: 'broken',
        report_url: 'https://r',
        incidents_info: counts({ FAIL: 2 }),
      },
      {
        id: 'i:missing',
        version: 1,
        comment: null,
        report_url: null,
        incidents_info: counts({ FAIL: 1 }),
      },
    ])
  })
})

describe('tests', () => {
  it('shows a test with its build and checkout', async () => {
    const { body } = await ask('/api/test/maestro:t1', '/api/test/{test_id}')
    expect(body).toMatchObject({
      id: 'maestro:t1',
      status: 'FAIL',
      architecture: 'arm64',
      tree_name: 'soc',
      test_origin: 'maestro',
      environment_misc: { platform: 'p' },
    })
  })

  it('shows a test whose build has not arrived', async () => {
    const { body } = await ask('/api/test/maestro:orphan', '/api/test/{test_id}')
    expect(body).toMatchObject({ build_id: 'maestro:not-yet', architecture: null, origin: null })
  })

  it('lists issues', async () => {
    const { body } = await ask('/api/test/maestro:t1/issues', '/api/test/{test_id}/issues')
    expect(body).toEqual([
      expect.objectContaining({ id: 'i:known', incidents_info: counts({ FAIL: 1 }) }),
    ])
  })

  it.each(['maestro:t2', 'maestro:t3', 'nobody'])('lists no issues of %s', async (id) => {
    const { status, body, headers } = await ask(`/api/test/${id}/issues`)
    expect(status).toBe(200)
    expect(body).toEqual({ error: 'No issues were found for this test' })
    expect(headers.get('cache-control')).toBe('no-cache')
  })
})

describe('origins', () => {
  const origins = async (query: string) => {
    const { body } = await ask(`/api/origins/${query}`, '/api/origins/')
    return (body as { checkout_origins: string[] }).checkout_origins
  }

  it('lists those of the window, from midnight UTC, by code point', async () => {
    expect(await origins('')).toEqual(['Zeta', 'maestro'])
    expect(await origins('?interval_in_days=10')).toEqual(['Zeta', 'maestro'])
    expect(await origins('?interval_in_days=9')).toEqual(['maestro'])
    expect(await origins('?interval_in_days=700000')).toEqual(['Zeta', 'maestro', 'old'])
  })

  it('says so when there is none', async () => {
    const { status, body } = await ask('/api/origins/?interval_in_days=1')
    expect(status).toBe(400)
    expect(body).toEqual({ error: 'No origins found' })
  })
})

describe('freshness', () => {
  it('is the newest checkout of each origin and the number of the last commit', async () => {
    const before = await readFreshness(database.db)
    const ago = (days: number) => daysAgo(days).replace('.000Z', 'Z')
    expect(before.newestCheckouts).toEqual([
      { origin: 'maestro', startTime: ago(2) },
      { origin: 'Zeta', startTime: ago(10) },
      { origin: 'old', startTime: ago(400) },
    ])
    await writeRows(database.pool, { issues: [{ id: 'i:new', version: 1, origin: 'i' }] })
    expect((await readFreshness(database.db)).version).toBeGreaterThan(before.version)
  })

  it('is unknown in an empty database', async () => {
    await using empty = await createTestDatabase()
    expect(await readFreshness(empty.db)).toEqual({ newestCheckouts: [], version: 0 })
  })
})

describe('trees', () => {
  it('lists them and finds the newest checkout of a branch with a slash', async () => {
    for (const query of ['', '?interval_in_days=700000']) {
      expect((await ask(`/api/tree/${query}`, '/api/tree/')).body).toMatchObject([
        { id: 'maestro:c' },
      ])
    }
    const template = '/api/tree/{tree_name}/{git_branch}'
    const { body } = await ask('/api/tree/soc/arm/fixes?commit_hash=v1', template)
    expect(body).toMatchObject({
      git_commit_hash: 'abc',
      api_url: '/api/tree/soc/arm/fixes/abc/full?origin=maestro',
    })
  })

  it('tells what was asked for when there is no such tree', async () => {
    const template = '/api/tree/{tree_name}/{git_branch}'
    const { status, body } = await ask('/api/tree/soc/none', template)
    expect(status).toBe(200)
    expect(body).toEqual({
      error: 'Tree not found. No origin was provided so it was defaulted to maestro',
      params: { tree_name: 'soc', git_branch: 'none', origin: 'maestro', commit_hash: null },
    })
  })

  it.each(['full', 'summary', 'builds', 'boots', 'tests'])(
    'answers %s alike in both forms',
    async (view) => {
      const scope = 'git_branch=arm%2Ffixes&git_url=https%3A%2F%2Fgit%2Fsoc'
      const byHash = await ask(`/api/tree/abc/${view}?${scope}`, `/api/tree/{commit_hash}/${view}`)
      const template = `/api/tree/{tree_name}/{git_branch}/{commit_hash}/${view}`
      const direct = await ask(`/api/tree/soc/arm/fixes/abc/${view}`, template)
      expect(direct.body).not.toHaveProperty('error')
      expect(direct.text).toBe(byHash.text)
      expect(direct.headers.get('cache-control')).toBe('no-cache')
    },
  )

  it('lets a branch parameter win over the path, unless it is empty', async () => {
    const ofBranch = (branch: string) => ask(`/api/tree/soc/x/abc/full?git_branch=${branch}`)
    expect((await ofBranch('arm/fixes')).body).toHaveProperty('summary')
    expect((await ofBranch('')).body).toEqual({
      error: 'No results available for this tree/branch/commit',
    })
  })

  it('shows whole environments on request', async () => {
    const { body } = await ask('/api/tree/soc/arm/fixes/abc/tests?full_environment_misc=yes')
    expect(body).toHaveProperty('tests')
  })
})
