import { expect, it } from 'vitest'
import { CommandFailure } from '../../src/cli/command/failure.ts'
import { generateFinalItems } from '../../src/example-data/generate.ts'
import { listNames } from '../../src/example-data/submission.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/database/test-database.ts'
import { copyToDatabase } from './copy-to-database.ts'

const options = { tests: 2_000, seed: 11, now: new Date('2026-03-01T12:00:00Z') }
const config = { automaticLab: /^(shell|k8s.*)$/u }

function copy(database: TestDatabase, append: boolean, seed = options.seed): Promise<number> {
  const signal = new AbortController().signal
  return copyToDatabase({ config, database, signal }, { ...options, seed }, { append })
}

async function counts({ pool }: TestDatabase): Promise<Record<string, number>> {
  const found = await pool.query<Record<string, number>>(
    `select ${listNames.map((name) => `(select count(*)::int from ${name}) as ${name}`).join()}`,
  )
  return found.rows[0] ?? {}
}

it('copies every item once, as the ingester would store it', async () => {
  await using database = await createTestDatabase()
  const expected = { issues: 0, checkouts: 0, builds: 0, tests: 0, incidents: 0 }
  for (const { items } of generateFinalItems(options)) {
    for (const name of listNames) expected[name] += items[name]?.length ?? 0
  }
  const rows = await copy(database, false)
  expect(await counts(database)).toEqual(expected)
  expect(rows).toBe(Object.values(expected).reduce((left, right) => left + right))
  const odd = await database.pool.query(
    `select from tests where misc->>'runtime' is null or _timestamp < start_time limit 1`,
  )
  expect(odd.rowCount).toBe(0)
})

it('refuses tables that hold rows, unless they are to be added to', async () => {
  await using database = await createTestDatabase()
  await copy(database, false)
  await expect(copy(database, false, 12)).rejects.toBeInstanceOf(CommandFailure)
  await copy(database, true, 12)
  expect((await counts(database)).tests).toBe(2 * options.tests)
})

it('copies all or nothing', async () => {
  await using database = await createTestDatabase()
  await copy(database, false)
  const before = await counts(database)
  await expect(copy(database, true)).rejects.toThrow(/duplicate key/)
  expect(await counts(database)).toEqual(before)
})
