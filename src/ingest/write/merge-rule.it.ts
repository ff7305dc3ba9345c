import { afterAll, beforeAll, expect, test } from 'vitest'
import { kcidbTables } from '../../store/app/schema/kcidb-tables.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { mergeRules } from './merge-rule.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 1 })
})
afterAll(() => database.drop())

test.each(kcidbTables)(
  '%s: exactly the columns that are never null keep their value',
  async (table) => {
    const { rows } = await database.pool.query<{ column_name: string; is_nullable: string }>(
      `select column_name, is_nullable from information_schema.columns
     where table_name = $1 and is_generated = 'NEVER'`,
      [table],
    )
    const { columns, key, frozen } = mergeRules[table]
    expect(rows.map((row) => row.column_name).toSorted()).toEqual([...columns].toSorted())
    const neverNull = rows.filter((row) => row.is_nullable === 'NO').map((row) => row.column_name)
    expect(neverNull.toSorted()).toEqual([...key, ...frozen].toSorted())
  },
)
