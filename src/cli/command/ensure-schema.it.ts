import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadConfig } from '../../config/config.ts'
import { readEnv } from '../../config/env.ts'
import { appMigrationStates, migrateAppDown, migrateAppUp } from '../../store/app/schema/migrate.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { ensureSchema } from './ensure-schema.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const config = loadConfig(readEnv({ DATABASE_URL: 'postgresql://localhost/x' }))
const { signal } = new AbortController()

/** What is told; each line as text. */
async function told(migrate: boolean): Promise<string[]> {
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  const open = { ...database, applicationName: 'treeline test', abandon: () => {} }
  await ensureSchema({ config, database: open, signal, log }, migrate)
  return lines
}

async function isCurrent(): Promise<boolean> {
  return (await appMigrationStates(database)).every(({ appliedAt }) => appliedAt !== null)
}

it('tells of a database of an older version before it is brought up, which may take minutes', async () => {
  expect(await told(true)).toEqual([])
  const [step = ''] = await migrateAppDown(database)
  const [line = '', ...others] = await told(true)
  expect(JSON.parse(line)).toMatchObject({ steps: [step], msg: expect.stringMatching(/older/) })
  expect(others).toEqual([])
  expect(await isCurrent()).toBe(true)
})

it('leaves a database of somebody else as it is, and says how to bring it up', async () => {
  const [step = ''] = await migrateAppDown(database)
  await expect(told(false)).rejects.toThrow('migrate app up')
  expect(await isCurrent()).toBe(false)
  expect(await migrateAppUp(database)).toEqual([step])
  expect(await told(false)).toEqual([])
})

it('says nothing of a new one', async () => {
  while ((await migrateAppDown(database)).length > 0);
  expect(await told(true)).toEqual([])
  expect(await isCurrent()).toBe(true)
})
