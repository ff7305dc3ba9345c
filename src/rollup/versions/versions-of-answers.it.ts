import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Filters } from '../../domain/filters/filters.ts'
import { parseFilters } from '../../domain/filters/parse-filters.ts'
import { writeBatch } from '../../ingest/write/write-batch.ts'
import type { CommitScope } from '../../read/trees/commit-scope.ts'
import { readTreeBuilds } from '../../read/trees/builds.ts'
import { readTreeSummary } from '../../read/trees/summary.ts'
import { withScopes } from '../../read/versions/hangs-on.ts'
import { arbitraryBatches } from '../../testing/rollup/arbitrary-batches.ts'
import { namedReads } from '../../testing/rollup/named-reads.ts'
import { clearTables } from '../../testing/rollup/clear-tables.ts'
import { scopeName } from '../../testing/rollup/scope-contents.ts'
import { stageRows } from '../../testing/rows/staged-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { readTreeFull, readTreeTests } from '../../testing/http/whole-lists.ts'

/** An answer and the scopes that are kept beside it (rollup.md 7). */
type Answer = { about: string; text: string; scopes: string[] }

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

/** How often answers of a kind stayed as they were, and how often a scope of theirs got a new number. */
type Tally = { kept: Map<string, number>; changed: Map<string, number> }

test('an answer about a commit changes only when one of its scopes gets a new number', async () => {
  const kinds = ['commit']
  expect(enough(await compareAnswers(answersAboutCommits, kinds))).toEqual(kinds)
})

test('and so does one about a comparison, a hardware, a history, an issue or a tree', async () => {
  const kinds = ['comparison', 'hardware', 'history', 'issue', 'tree']
  expect(enough(await compareAnswers(otherAnswers, kinds))).toEqual(kinds)
})

/** The kinds of which both happened often enough to prove something. */
function enough({ kept, changed }: Tally): string[] {
  const often = (times = 0) => times > 10
  return [...kept.keys()]
    .filter((about) => often(kept.get(about)) && often(changed.get(about)))
    .toSorted()
}

/** Series of random batches: so many, and more as long as a kind has not been seen often enough. */
const series = { atLeast: 4, atMost: 60, atOnce: 2 }

async function compareAnswers(
  answers: () => Promise<Map<string, Answer>>,
  kinds: readonly string[],
): Promise<Tally> {
  const tally: Tally = { kept: new Map(), changed: new Map() }
  const { kept, changed } = tally
  const property = fc.asyncProperty(arbitraryBatches, async (batches) => {
    await clearTables(client)
    let before = new Map<string, Answer>()
    for (const batch of batches) {
      const numbers = await scopeNumbers()
      await writeBatch(client, stageRows(batch))
      const numbersNow = await scopeNumbers()
      const now = await answers()
      for (const [name, { about, text, scopes }] of before) {
        if (scopes.some((scope) => numbers.get(scope) !== numbersNow.get(scope))) {
          count(changed, about)
        } else {
          count(kept, about)
          expect(now.get(name)?.text, name).toBe(text)
        }
      }
      before = now
    }
  })
  for (let runs = 0; runs < series.atMost; runs += series.atOnce) {
    if (runs >= series.atLeast && enough(tally).length === kinds.length) break
    await fc.assert(property, { numRuns: series.atOnce, endOnFailure: true })
  }
  return tally
}

function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1)
}

async function scopeNumbers(): Promise<Map<string, number>> {
  const rows = await database.db.selectFrom('scope_version').selectAll().execute()
  return new Map(rows.map(({ kind, key, changed }) => [scopeName(kind, key), changed]))
}

/** What each answer says, and what it says that it hangs on. */
async function otherAnswers(): Promise<Map<string, Answer>> {
  const answers = namedReads(database.db).map(
    async ({ about, name, read }) => [`${about} ${name}`, await answerOf(about, read)] as const,
  )
  return new Map(await Promise.all(answers))
}

/** The same of everything that is to be had about every commit that is there, by hash and by tag. */
async function answersAboutCommits(): Promise<Map<string, Answer>> {
  const found = new Map<string, Answer>()
  for (const scope of await commitScopes()) {
    for (const [name, read] of Object.entries(reads)) {
      for (const filters of [unfiltered, failedOnes]) {
        const answer = await answerOf('commit', () => read(scope, filters))
        found.set(`${name} ${JSON.stringify(scope)} ${filters === unfiltered}`, answer)
      }
    }
  }
  return found
}

async function answerOf(about: string, read: () => Promise<unknown>): Promise<Answer> {
  const { result, scopes } = await withScopes(read)
  return {
    about,
    text: JSON.stringify(result),
    scopes: scopes.map(({ kind, key }) => scopeName(kind, key)),
  }
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
