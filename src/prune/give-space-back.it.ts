import { pino } from 'pino'
import { expect, it } from 'vitest'
import { createTestDatabase } from '../testing/database/test-database.ts'
import { giveSpaceBack } from './give-space-back.ts'

it('lets others read a table that it waits for, and names who holds it', async () => {
  await using database = await createTestDatabase()
  const lines: unknown[] = []
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const reads = 'select count(*)::integer as facts from test_fact'
  const reader = await database.pool.connect()
  await reader.query('begin')
  await reader.query(reads)
  const tables: string[] = []
  const vacuuming = giveSpaceBack(database.pool, {
    isFull: true,
    log,
    onTable: (table) => tables.push(table),
  })
  try {
    const waiting = `select from pg_locks where relation = 'test_fact'::regclass and not granted`
    await expect
      .poll(async () => (await database.pool.query(waiting)).rows.length, { timeout: 20_000 })
      .toBe(1)
    expect((await database.pool.query(reads)).rows).toEqual([{ facts: 0 }])
    const holder = { application: 'treeline test', state: 'idle in transaction' }
    await expect
      .poll(() => lines, { timeout: 20_000 })
      .toMatchObject([{ level: 40, holders: [holder] }])
    expect(tables.at(-1)).toBe('test_fact')
  } finally {
    await reader.query('rollback')
    reader.release()
    await vacuuming
  }
  expect(tables.at(-1)).toBe('scope_version')
})
