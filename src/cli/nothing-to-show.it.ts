import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { runHere } from './testing/run-here.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  await database.drop()
})

it.each([
  [['jobs', 'history'], 0, /no run is kept/],
  [['jobs', 'history', '--job', 'history'], 0, /no run of history is kept/],
  [['jobs', 'history', '--job', 'histroy'], 2, /no job is called histroy: see jobs list/],
  [['audit', '--action', 'tokn'], 0, /there is no such event/],
])('says of %j that there is nothing to show', async (args, status, complaint) => {
  const ran = await runHere(args, { DATABASE_URL: database.url })
  expect(ran).toMatchObject({ status, said: '' })
  expect(ran.complained).toMatch(complaint)
})
