import { expect, it } from 'vitest'
import { createTestDatabase } from '../../src/testing/database/test-database.ts'
import { runTroubled } from './run-troubled.ts'

it('runs each slot once while processes are killed, frozen and have wrong clocks', async () => {
  await using database = await createTestDatabase()
  const { count } = await runTroubled(database.url, 2_000)
  expect(count).toMatchObject({ never: [], again: [] })
  expect(count.once).toBeGreaterThan(2)
})
