import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { explainQueries } from '../../testing/database/explain-queries.ts'
import { largeScans } from '../../testing/database/large-scans.ts'
import { createSizableDatabase } from '../../testing/database/sizable-database.ts'
import type { TestDatabase } from '../../testing/database/test-database.ts'
import type { ReadDatabase } from '../database.ts'
import { listBuildTests } from './list-build-tests.ts'

/** A request may cost what its build costs, and not what history costs (architecture.md 2.4). */
describe('the tests of a build', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createSizableDatabase()
  }, 120_000)
  afterAll(() => database.drop())

  const read = (db: ReadDatabase) => listBuildTests('b7').part(db, { after: null, most: null })

  it('are those of the build alone, oldest first', async () => {
    const found = await read(database.db)
    const own = Array.from({ length: 12 }, (_, place) => `t${6 * 12 + 1 + place}`)
    expect(found.map(({ item }) => item.id)).toEqual(own)
  })

  it('are found without reading a large table from end to end', async () => {
    expect(await largeScans(database.pool, read)).toEqual([])
  })

  it('are looked up page by page, and not in the order of an index', async () => {
    const steps = (await explainQueries(database.pool, read)).flatMap((query) => query.steps)
    const ofFacts = steps.filter(({ table }) => table === 'test_fact').map(({ kind }) => kind)
    expect(ofFacts).toEqual(['Bitmap Heap Scan', 'Bitmap Heap Scan'])
  })
})
