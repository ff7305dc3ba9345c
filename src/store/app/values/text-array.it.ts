import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { textArrayLiteral } from './text-array.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const special = fc.stringMatching(/^[{}",\\ \nNULa[\]=é]{0,6}$/u)
const text = fc.oneof(special, fc.constantFrom('', 'NULL', 'null', 'vendor,board', '🐧'))

it('writes texts as the driver does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 5 }), async (texts) => {
      const { rows } = await database.pool.query('select $1::text[] = $2::text[] as equal', [
        textArrayLiteral(texts),
        texts,
      ])
      expect(rows).toEqual([{ equal: true }])
    }),
  )
})

it('reads the texts of an array as PostgreSQL was given them, whatever is in them', async () => {
  const texts = fc.array(fc.option(text), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(texts, async (stored) => {
      const { rows } = await database.pool.query('select $1::text[] as texts', [stored])
      expect(rows).toEqual([{ texts: stored.filter((one) => one !== null) }])
    }),
  )
})
