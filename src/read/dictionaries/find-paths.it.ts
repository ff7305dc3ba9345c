import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { findPaths } from './find-paths.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function append(...paths: string[]): Promise<void> {
  await database.pool.query(
    `insert into path (hash, path)
      select sha256(convert_to(path, 'UTF8')), path from unnest($1::text[]) as new (path)`,
    [paths],
  )
}

/** Both ways of asking: in the process, and in a statement. */
async function found(...texts: string[]): Promise<string[]> {
  const paths = await findPaths(database.db, texts)
  const { rows } = await database.pool.query<{ path_id: number; path: string }>(
    'select path_id, path from path order by path_id',
  )
  const chosen = await database.db
    .selectFrom('path')
    .select('path')
    .where(paths.condition)
    .orderBy('path_id')
    .execute()
  const names = rows.filter(({ path_id }) => paths.has(path_id)).map(({ path }) => path)
  expect(chosen.map(({ path }) => path)).toEqual(names)
  return names
}

test('paths are found that came after a text was asked for first', async () => {
  expect(await found('ltp')).toEqual([])
  await append('ltp.mm', 'kselftest.mm', 'boot')
  expect(await found('ltp')).toEqual(['ltp.mm'])
  await append('ltp.fs', 'kselftest.ltp')
  expect(await found('ltp')).toEqual(['ltp.mm', 'ltp.fs', 'kselftest.ltp'])
  expect(await found('ltp', 'boot', 'ltp')).toEqual(['ltp.mm', 'boot', 'ltp.fs', 'kselftest.ltp'])
  expect(await found('mm')).toEqual(['ltp.mm', 'kselftest.mm'])
  expect(await found('nothing')).toEqual([])
})

test('a text is literal', async () => {
  await append('100%.a_b', '100x.acb')
  expect(await found('0%.')).toEqual(['100%.a_b'])
  expect(await found('a_b')).toEqual(['100%.a_b'])
})

test('more texts than are remembered are found all the same', async () => {
  await append(...Array.from({ length: 250 }, (_, n) => `many.<${n}>`))
  for (let round = 0; round < 2; round += 1) {
    for (let n = 0; n < 250; n += 25) expect(await found(`<${n}>`)).toEqual([`many.<${n}>`])
  }
  const texts = Array.from({ length: 250 }, (_, n) => `<${n}>`)
  expect(await found(...texts)).toHaveLength(250)
  expect(await found('<7>')).toEqual(['many.<7>'])
})
