import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeBatch } from '../ingest/write/write-batch.ts'
import { arbitraryBatches, inOne } from '../testing/rollup/arbitrary-batches.ts'
import { clearTables } from '../testing/rollup/clear-tables.ts'
import { readDerivedRows } from '../testing/rollup/derived-rows.ts'
import { type RawRows, readRawRows } from '../testing/rollup/raw-rows.ts'
import { recount } from '../testing/rollup/recount.ts'
import { scopeContents, scopeName } from '../testing/rollup/scope-contents.ts'
import { stageRows } from '../testing/rows/staged-rows.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { prune } from './prune.ts'
import { prunableTables, type PruneRules } from './prune-rules.ts'
import { naivePruned } from '../testing/naive/pruned.ts'

/** How long the random search goes on; run longer by hand after a change. */
const searchMs = 5_000

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 4 })
})
afterAll(() => database.drop())

const cutoff = fc.constantFrom('2025-07-01T00:00:00.5', '2025-07-03', '2025-07-10')

const arbitraryRules: fc.Arbitrary<Omit<PruneRules, 'olderThanMs'>> = fc.record({
  origins: fc.option(fc.constantFrom(['maestro'], ['o,"', 'nobody']), { freq: 2 }),
  tables: fc.oneof(fc.constant(prunableTables), fc.subarray([...prunableTables], { minLength: 1 })),
  protectsIssues: fc.boolean(),
})

test('what is left is what the rules say, and all sums are as if the rest had never been', async () => {
  let removedSomething = 0
  const property = fc.asyncProperty(
    arbitraryBatches,
    fc.array(fc.tuple(cutoff, arbitraryRules, fc.integer({ min: 1, max: 6 })), {
      minLength: 1,
      maxLength: 2,
    }),
    async (batches, rounds) => {
      await fill(batches)
      for (const [time, choice, batchSize] of rounds) {
        const before = await readRawRows(database.db)
        const numbers = await scopeNumbers()
        const moment = new Date(`${time}Z`)
        const rules = { ...choice, olderThanMs: Date.now() - moment.getTime() }
        await prune(database.pool, rules, undefined, (_, remove) =>
          remove({
            batchSize,
            onBatch: ({ table, removed }) => (removedSomething += removed[table]),
          }),
        )
        const after = await readRawRows(database.db)
        expect(after).toEqual(naivePruned(before, rules, moment))
        expect(await readDerivedRows(database.pool)).toEqual(recount(after))
        await expectMoved(before, after, numbers)
      }
    },
  )
  const end = performance.now() + searchMs
  while (performance.now() < end) {
    await fc.assert(property, { numRuns: 5, interruptAfterTimeLimit: 60_000 })
  }
  expect(removedSomething).toBeGreaterThan(20)
})

async function fill(batches: Parameters<typeof inOne>[0]): Promise<void> {
  const client = await database.pool.connect()
  try {
    await clearTables(client)
    await writeBatch(client, stageRows(inOne(batches)))
  } finally {
    client.release()
  }
}

async function scopeNumbers(): Promise<Map<string, number>> {
  const rows = await database.db.selectFrom('scope_version').selectAll().execute()
  return new Map(rows.map(({ kind, key, changed }) => [scopeName(kind, key), changed]))
}

/** An answer that was stored under the old number would go on being given. */
async function expectMoved(before: RawRows, after: RawRows, old: Map<string, number>) {
  const numbers = await scopeNumbers()
  const [was, is] = [scopeContents(before), scopeContents(after)]
  const stale = [...was.keys()].filter(
    (scope) => was.get(scope) !== is.get(scope) && numbers.get(scope) === old.get(scope),
  )
  expect(stale).toEqual([])
}
