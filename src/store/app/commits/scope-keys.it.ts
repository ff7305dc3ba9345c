import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import {
  hardwareScopeKey,
  hardwareScopeKeySql,
  treeScopeKey,
  treeScopeKeySql,
} from './scope-keys.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 1 })
})
afterAll(() => database.drop())

const texts = ['', '-', '1:a,', 'mainline', 'für/Süße ☃ 𝄞', "o'neil\\", '__proto__']

test('a tree has the same key in the process and in the database', async () => {
  const keys = new Set<string>()
  for (const treeName of [null, ...texts]) {
    for (const gitRepositoryBranch of [null, ...texts]) {
      const tree = { origin: 'maestro', treeName, gitRepositoryUrl: null, gitRepositoryBranch }
      const { rows } = await database.pool.query<{ key: string }>(
        `select ${treeScopeKeySql('c')} as key from (select $1::text as origin,
           $2::text as tree_name, $3::text as git_repository_url, $4::text as git_repository_branch) c`,
        ['maestro', treeName, null, gitRepositoryBranch],
      )
      expect(rows[0]?.key).toBe(treeScopeKey(tree))
      keys.add(treeScopeKey(tree))
    }
  }
  expect(keys.size).toBe((texts.length + 1) ** 2)
})

test('hardware has the same key in the process and in the database', async () => {
  for (const hardware of texts) {
    const { rows } = await database.pool.query<{ key: string }>(
      `select ${hardwareScopeKeySql('$1::text')} as key`,
      [hardware],
    )
    expect(rows[0]?.key).toBe(hardwareScopeKey(hardware))
  }
})
