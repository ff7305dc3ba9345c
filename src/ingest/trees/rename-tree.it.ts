import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { verifyRollUp } from '../../rollup/verify/verify.ts'
import { arbitraryBatches, inOne } from '../../testing/rollup/arbitrary-batches.ts'
import { clearTables } from '../../testing/rollup/clear-tables.ts'
import { readDerivedRows } from '../../testing/rollup/derived-rows.ts'
import { type RawRows, readRawRows } from '../../testing/rollup/raw-rows.ts'
import { recount } from '../../testing/rollup/recount.ts'
import { scopeContents, scopeName } from '../../testing/rollup/scope-contents.ts'
import { stageRows } from '../../testing/rows/staged-rows.ts'
import { workedExample } from '../../testing/rows/worked-example.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeBatch } from '../write/write-batch.ts'
import { renameTree } from './rename-tree.ts'
import { findTreesOfName, type TreeSelection } from './trees-of-name.ts'

let database: TestDatabase
let client: pg.PoolClient
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 6 })
})
afterAll(() => database.drop())
beforeEach(async () => {
  client = await database.pool.connect()
  await clearTables(client)
})
afterEach(() => client.release())

/** A stored checkout, what of it narrows the selection, and the name that its tree gets. */
const rename = fc.record({
  which: fc.nat(),
  byOrigin: fc.boolean(),
  byUrl: fc.boolean(),
  byBranch: fc.boolean(),
  newName: fc.constantFrom('mainline', 'next', 'soc', ''),
})
type Rename = typeof rename extends fc.Arbitrary<infer T> ? T : never

test('renames between submissions leave what a recount gives, and new numbers on what changed', async () => {
  let moved = 0
  const steps = fc.array(fc.tuple(arbitraryBatches, rename), { minLength: 1, maxLength: 2 })
  const property = fc.asyncProperty(steps, async (list) => {
    await clearTables(client)
    for (const [batches, next] of list) {
      await writeBatch(client, stageRows(inOne(batches)))
      moved += await expectExact(next)
    }
  })
  // eight series, and more as long as hardly a checkout has been moved by what the dice said
  for (let runs = 0; runs < 80; runs += 4) {
    if (runs >= 8 && moved > 5) break
    await fc.assert(property, { numRuns: 4, interruptAfterTimeLimit: 60_000 })
  }
  expect(moved).toBeGreaterThan(5)
})

/** Renames, and gives the number of checkouts that have moved. */
async function expectExact(wish: Rename): Promise<number> {
  const before = await readRawRows(database.db)
  const selection = selectionOf(wish, before)
  const { checkouts, version } = await renameTree(database.pool, selection, wish.newName)
  const after = await readRawRows(database.db)
  const renamedRows = before.checkouts.map(renamed(selection, wish.newName))
  expect(after).toEqual({ ...before, checkouts: renamedRows })
  expect(await readDerivedRows(database.pool)).toEqual(recount(after))
  if (version !== null) await expectNumbered(before, after, version)
  return checkouts
}

function selectionOf(wish: Rename, { checkouts }: RawRows): TreeSelection {
  const one = checkouts[wish.which % checkouts.length]
  return {
    name: one?.tree_name ?? 'mainline',
    origin: wish.byOrigin ? one?.origin : undefined,
    url: (wish.byUrl ? one?.git_repository_url : null) ?? undefined,
    branch: (wish.byBranch ? one?.git_repository_branch : null) ?? undefined,
  }
}

type Checkout = RawRows['checkouts'][number]

function renamed(selection: TreeSelection, newName: string): (checkout: Checkout) => Checkout {
  const { name, origin, url, branch } = selection
  return (checkout) =>
    checkout.tree_name === name &&
    (origin ?? checkout.origin) === checkout.origin &&
    (url ?? checkout.git_repository_url) === checkout.git_repository_url &&
    (branch ?? checkout.git_repository_branch) === checkout.git_repository_branch
      ? { ...checkout, tree_name: newName }
      : checkout
}

async function expectNumbered(before: RawRows, after: RawRows, version: number): Promise<void> {
  const rows = await database.db.selectFrom('scope_version').selectAll().execute()
  const numbers = new Map(rows.map(({ kind, key, changed }) => [scopeName(kind, key), changed]))
  const [old, now] = [scopeContents(before), scopeContents(after)]
  const stale = [...new Set([...old.keys(), ...now.keys()])].filter(
    (scope) => old.get(scope) !== now.get(scope) && numbers.get(scope) !== version,
  )
  expect(stale).toEqual([])
}

test('nothing of the old name is left, and the sums are those of a rebuild', async () => {
  await writeRows(database.pool, workedExample)
  const before = await findTreesOfName(database.db, { name: 'mainline' })
  expect(before.length).toBeGreaterThan(0)
  await renameTree(database.pool, { name: 'mainline' }, 'renamed')

  expect(await findTreesOfName(database.db, { name: 'mainline' })).toEqual([])
  expect(await findTreesOfName(database.db, { name: 'renamed' })).toEqual(before)
  await writeRows(database.pool, workedExample)
  expect(await findTreesOfName(database.db, { name: 'renamed' })).toEqual(before)
  const { drift } = await verifyRollUp(database.pool, { sample: 'all', repair: false })
  expect(drift).toEqual([])
  expect(await renameTree(database.pool, { name: 'mainline' }, 'again')).toEqual({
    checkouts: 0,
    version: null,
  })
})
