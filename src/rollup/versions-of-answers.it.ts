import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Filters } from '../domain/filters/filters.ts'
import { parseFilters } from '../domain/filters/parse-filters.ts'
import { writeBatch } from '../ingest/write/write-batch.ts'
import type { CommitScope } from '../read/trees/commit-scope.ts'
import { readTreeBuilds } from '../read/trees/builds.ts'
import { readTreeSummary } from '../read/trees/summary.ts'
import { withScopes } from '../read/versions/hangs-on.ts'
import { arbitraryBatches } from '../testing/rollup/arbitrary-batches.ts'
import { clearTables } from '../testing/rollup/clear-tables.ts'
import { scopeName } from '../testing/rollup/scope-contents.ts'
import { stageRows } from '../testing/staged-rows.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { readTreeFull, readTreeTests } from '../testing/whole-lists.ts'

/** An answer and the scopes that are kept beside it (rollup.md 7). */
type Answer = { text: string; scopes: string[] }

const unfiltered = parseFilters(new URLSearchParams())
const failedOnes = parseFilters(
  new URLSearchParams('filter_test.status=FAIL&filter_build.status=FAIL'),
)

let database: TestDatabase
let client: pg.PoolClient
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 4 })
})
afterAll(() => database.drop())
beforeEach(async () => {
  client = await database.pool.connect()
})
afterEach(() => client.release())

test('an answer about a commit changes only when one of its scopes gets a new number', async () => {
  let [kept, changed] = [0, 0]
  const property = fc.asyncProperty(arbitraryBatches, async (batches) => {
    await clearTables(client)
    let before = new Map<string, Answer>()
    for (const batch of batches) {
      const numbers = await scopeNumbers()
      await writeBatch(client, stageRows(batch))
      const numbersNow = await scopeNumbers()
      const now = await answers()
      for (const [name, { text, scopes }] of before) {
        if (scopes.some((scope) => numbers.get(scope) !== numbersNow.get(scope))) changed += 1
        else {
          kept += 1
          expect(now.get(name)?.text).toBe(text)
        }
      }
      before = now
    }
  })
  await fc.assert(property, { numRuns: 8, endOnFailure: true })
  expect(kept).toBeGreaterThan(10)
  expect(changed).toBeGreaterThan(10)
})

async function scopeNumbers(): Promise<Map<string, number>> {
  const rows = await database.db.selectFrom('scope_version').selectAll().execute()
  return new Map(rows.map(({ kind, key, changed }) => [scopeName(kind, key), changed]))
}

/** Everything that is to be had about every commit that is there, by hash and by tag, and what each hangs on. */
async function answers(): Promise<Map<string, Answer>> {
  const found = new Map<string, Answer>()
  for (const scope of await commitScopes()) {
    for (const [name, read] of Object.entries(reads)) {
      for (const filters of [unfiltered, failedOnes]) {
        const { result, scopes } = await withScopes(() => read(scope, filters))
        found.set(`${name} ${JSON.stringify(scope)} ${filters === unfiltered}`, {
          text: JSON.stringify(result),
          scopes: scopes.map(({ kind, key }) => scopeName(kind, key)),
        })
      }
    }
  }
  return found
}

const reads: Record<string, (scope: CommitScope, filters: Filters) => Promise<unknown>> = {
  summary: (scope, filters) => readTreeSummary(database.db, scope, filters),
  full: (scope, filters) => readTreeFull(database.db, scope, filters),
  builds: (scope, filters) => readTreeBuilds(database.db, scope, filters),
  boots: (scope, filters) => readTreeTests(database.db, 'boot', scope, filters, items),
  tests: (scope, filters) => readTreeTests(database.db, 'test', scope, filters, items),
}
const items = { fullEnvironmentMisc: true }

async function commitScopes(): Promise<CommitScope[]> {
  const checkouts = await database.db.selectFrom('checkouts').selectAll().execute()
  return checkouts.flatMap((checkout) =>
    [checkout.git_commit_hash, ...(checkout.git_commit_tags ?? [])]
      .filter((commit) => commit !== null)
      .map((commit) => ({
        origin: checkout.origin,
        treeName: checkout.tree_name ?? undefined,
        branch: checkout.git_repository_branch ?? undefined,
        url: checkout.git_repository_url ?? undefined,
        commit,
      })),
  )
}
