import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 1 })
})
afterAll(() => database.drop())

test.each([
  ['defconfig', 'gcc-12', 'arm64', 'c4ab348e71bd53e8637945ddedeae974'],
  [null, null, null, 'd41d8cd98f00b204e9800998ecf8427e'],
])(
  'the series of a build of %s, %s, %s is that of the reference (storage.md 2.2)',
  async (config_name, compiler, architecture, series) => {
    const build = { id: series, checkout_id: 'c', origin: 'o', config_name, compiler, architecture }
    const stored = await database.db
      .insertInto('builds')
      .values(build)
      .returning('series')
      .executeTakeFirst()
    expect(stored).toEqual({ series })
  },
)
