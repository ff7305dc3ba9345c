import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appWithoutDatabase } from '../../../testing/http/app-without-database.ts'
import { expectDocumented } from '../../../testing/http/documented-answer.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import type { HttpApp } from '../../http-app.ts'

let database: TestDatabase
let app: HttpApp

const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString()
const tree = {
  tree_name: 'next',
  git_repository_url: 'https://git/n?a=1',
  git_repository_branch: 'for-next/core',
}
const test = (origin: string) => ({
  id: `${origin}:t`,
  build_id: 'redhat:b',
  origin,
  path: 'boot',
  status: 'PASS',
  start_time: yesterday,
  environment_misc: { platform: 'am62' },
})

beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 3 })
  app = appWithoutDatabase({ db: database.db, settings: { testOnlyOrigins: ['lab'] } }).app
  const start_time = '2025-07-16T08:45:53.12Z'
  await writeRows(database.pool, {
    checkouts: [{ ...tree, id: 'c', origin: 'redhat', git_commit_hash: 'abc', start_time }],
    builds: [{ id: 'redhat:b', checkout_id: 'c', origin: 'redhat', start_time: yesterday }],
    tests: [test('maestro'), test('lab')],
  })
})
afterAll(() => database.drop())

async function ask(path: string, template: string) {
  const answer = await app.request(path)
  const body: unknown = await answer.json()
  expectDocumented(app, template, body)
  return { headers: answer.headers, body }
}

describe('GET /api/hardware/', () => {
  const list = (query: string) => ask(`/api/hardware/?${query}`, '/api/hardware/')
  const window = 'startTimestampInSeconds=1752655553.12&endTimestampInSeconds=2025-07-16T09:00'

  it('lists hardware, by default of maestro, and lets browsers keep it', async () => {
    const { body, headers } = await list(window)
    expect(body).toEqual({
      hardware: [
        {
          hardware: null,
          platform: 'am62',
          test_status_summary: { PASS: 0, FAIL: 0, INCONCLUSIVE: 0 },
          boot_status_summary: { PASS: 1, FAIL: 0, INCONCLUSIVE: 0 },
          build_status_summary: { PASS: 0, FAIL: 0, INCONCLUSIVE: 1 },
        },
      ],
    })
    expect(headers.get('cache-control')).toBe('max-age=180')
  })

  it.each([
    `${window}&commitsList=%20abc%20,,`,
    `${window}&commitsList=,`,
    `${window}&origin=nobody&origin=lab`,
    'startTimestampInSeconds=1752655553120&endTimestampInSeconds=1752655553.12',
  ])('finds it by %s', async (query) => {
    expect((await list(query)).body).toHaveProperty('hardware')
  })

  it.each([
    `${window}&origin=`,
    `${window}&commitsList=ab`,
    'startTimestampInSeconds=1752655553.120001&endTimestampInSeconds=9999-12-31',
    'startTimestampInSeconds=2025-07-17&endTimestampInSeconds=2025-07-16',
  ])('finds nothing by %s', async (query) => {
    const { body, headers } = await list(query)
    expect(body).toEqual({ error: 'No hardware found' })
    expect(headers.get('cache-control')).toBe('no-cache')
  })
})

describe('GET /api/hardware-by-revision/', () => {
  const path = '/api/hardware-by-revision/'
  const list = (more: Record<string, string>) =>
    ask(`${path}?${new URLSearchParams({ ...tree, git_commit_hash: 'abc', ...more })}`, path)

  it('lists hardware of a revision; nothing is an empty list', async () => {
    expect((await list({})).body).toMatchObject({
      hardware: [{ platform: 'am62', boot_status_summary: { PASS: 1 } }],
    })
    for (const more of [{ git_commit_hash: '' }, { tree_name: 'Next' }, { origin: 'redhat' }]) {
      const { body, headers } = await list(more)
      expect(body).toEqual({ hardware: [] })
      expect(headers.get('cache-control')).toBe('max-age=180')
    }
  })
})

describe('GET /api/hardware/selectors/', () => {
  const select = async (query: string) =>
    (await ask(`/api/hardware/selectors/${query}`, '/api/hardware/selectors/')).body

  it('offers what was built, or tested by those who do not build', async () => {
    const found = {
      trees: [
        {
          tree_name: 'next',
          branches: [
            {
              git_repository_url: 'https://git/n?a=1',
              git_repository_branch: 'for-next/core',
              revisions: [
                {
                  git_commit_hash: 'abc',
                  git_commit_name: null,
                  start_time: '2025-07-16T08:45:53.120000Z',
                },
              ],
            },
          ],
        },
      ],
    }
    expect(await select('?origin=redhat')).toEqual(found)
    expect(await select('?origin=lab')).toEqual(found)
    expect(await select('')).toEqual({ trees: [] })
  })
})

describe('POST /api/hardware/{hardware_id}/commit-history', () => {
  const head = {
    treeName: 'next',
    repositoryUrl: 'https://git/n?a=1',
    branch: 'for-next/core',
    commitHash: 'abc',
  }
  const window = { startTimestampInSeconds: '1752655553', endTimestampInSeconds: 1752655554 }
  const post = (body: object, id = 'nosuch') =>
    app.request(`/api/hardware/${id}/commit-history`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'text/plain' },
    })

  it('tells the history whatever the hardware, the origin and the content type', async () => {
    for (const id of ['nosuch', 'amlogic,g12b', 'amlogic%2Cg12b', 'a%2Fb', 'selectors']) {
      const answer = await post({ origin: 'any', commitHeads: [head], ...window }, id)
      const body: unknown = await answer.json()
      expectDocumented(app, '/api/hardware/{hardware_id}/commit-history', body)
      expect(body).toEqual({
        commit_history_table: {
          'next-https://git/n?a=1-for-next/core': [
            {
              ...tree,
              git_commit_hash: 'abc',
              git_commit_tags: null,
              git_commit_name: null,
              start_time: '2025-07-16T08:45:53.120000Z',
            },
          ],
        },
      })
      expect(answer.headers.get('cache-control')).toBe('no-cache')
    }
  })

  it.each([[[]], [[{ ...head, commitHash: 'ab' }]], [[{ ...head, treeName: '' }]]])(
    'finds nothing for %j',
    async (commitHeads) => {
      const answer = await post({ commitHeads, ...window })
      expect(answer.status).toBe(200)
      expect(await answer.json()).toEqual({ error: 'Commit history not found' })
    },
  )
})
