import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { appWithoutDatabase } from '../../../testing/http/app-without-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'

let database: TestDatabase
let ask: (address: string, headers?: Record<string, string>) => Promise<Response>
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 2 })
  const { app } = appWithoutDatabase({ db: database.db })
  ask = async (address, headers = {}) => app.request(address, { headers })
  await writeRows(database.pool, {
    checkouts: [3, 2, 1].map((day) => ({
      id: `c${day}`,
      origin: 'maestro',
      tree_name: 'arm64',
      git_repository_branch: 'for-next/core',
      git_commit_hash: `hash${day}`,
      start_time: `2026-02-0${day}T00:00:00Z`,
    })),
  })
})
afterAll(() => database.drop())

/** The hashes of all parts, each of which leads to the next. */
async function hashesInParts(address: string): Promise<string[][]> {
  const parts: string[][] = []
  for (let next: string | undefined = address; next !== undefined;) {
    const answer = await ask(next)
    const commits = (await answer.json()) as { git_commit_hash: string }[]
    parts.push(commits.map((commit) => commit.git_commit_hash))
    next = /^<(.*)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1]
  }
  return parts
}

/** The path of the first looks like that of the other (trees.md O9). */
describe.each([
  ['a branch with a slash', '/api/tree/arm64/for-next/core/commits'],
  ['a history', '/api/tree/arm64/for-next/core/hash3/commits'],
])('the commits of %s', (_, path) => {
  it('come in parts', async () => {
    expect(await hashesInParts(`${path}?origin=maestro&limit=2`)).toEqual([
      ['hash3', 'hash2'],
      ['hash1'],
    ])
  })

  it('come as a table', async () => {
    const answer = await ask(`${path}?origin=maestro`, { accept: 'text/csv' })
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const [names, ...rows] = (await answer.text()).split('\r\n')
    expect(names).toMatch(/^git_commit_hash,/)
    expect(rows.map((row) => row.slice(0, 5))).toEqual(['hash3', 'hash2', 'hash1', ''])
  })
})
