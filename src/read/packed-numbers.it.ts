import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { packedNumbers, unpackNumbers } from './packed-numbers.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

it.each([1, 2, 3, 10])('unpacks what PostgreSQL packed of %i numbers a row', async (width) => {
  const number = fc.oneof(fc.integer(), fc.constantFrom(0, -1, 2 ** 31 - 1, -(2 ** 31)))
  const row = fc.array(number, { minLength: width, maxLength: width })
  const property = fc.asyncProperty(fc.array(row, { minLength: 1 }), async (rows) => {
    const names = Array.from({ length: width }, (_, at) => sql.ref(`c${at}`))
    const values = rows.map((numbers) => sql`(${sql.join(numbers.map((one) => sql`${one}::int`))})`)
    const found = await sql<{ packed: Buffer }>`
      select ${packedNumbers(names)} as packed
      from (values ${sql.join(values)}) as given (${sql.join(names)})`.execute(database.db)
    expect(unpackNumbers(found.rows[0]?.packed ?? null, width)).toEqual(rows)
  })
  await expect(fc.assert(property, { numRuns: 20 })).resolves.toBeUndefined()
})
