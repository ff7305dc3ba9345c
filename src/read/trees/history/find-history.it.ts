import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import { findHistory } from './find-history.ts'

const oneOf = fc.constantFrom
const hour = (n: number) => `2026-02-01T${String(n).padStart(2, '0')}:00:00Z`
const anyCheckout = fc.record({
  origin: oneOf('maestro', 'maestro', 'maestro', 'linaro'),
  tree_name: oneOf('mainline', 'mainline', 'mainline', 'next', null),
  git_commit_hash: oneOf('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', null),
  git_commit_tags: oneOf<string[][]>([], [], ['v1']),
  start_time: oneOf(hour(1), hour(2), hour(3), hour(4), hour(5), hour(6), null),
  git_repository_branch: oneOf('master', 'master', 'master', null),
})

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

it('finds the six newest commits up to a head', { timeout: 60_000 }, async () => {
  let run = 0
  const lengths = new Set<number>()
  const property = fc.asyncProperty(
    fc.array(anyCheckout, { minLength: 10, maxLength: 40, size: 'max' }),
    async (rows) => {
      const url = `https://git/${run++}`
      const checkouts = rows.map(({ tree_name, ...row }, n) => ({
        ...row,
        id: `${url} ${n}`,
        tree_name: tree_name && `${tree_name} ${run}`,
        git_repository_url: url,
      }))
      await writeRows(database.pool, { checkouts })
      for (const treeName of [`mainline ${run}`, undefined]) {
        for (const branch of ['master', undefined]) {
          for (const commit of ['a', 'b', 'v1', 'absent']) {
            const scope = { origin: 'maestro', commit, treeName, branch, url }
            const found = await findHistory(database.db, scope)
            const expected = naiveAnswer(checkouts, scope)
            expect(found.map(({ id }) => id).sort(), JSON.stringify(scope)).toEqual(expected)
            lengths.add(new Set(found.map(({ hash }) => hash)).size)
          }
        }
      }
    },
  )
  // until histories of every length were met, whatever the dice say
  do {
    const held = fc.assert(property, { numRuns: 10, endOnFailure: true })
    await expect(held).resolves.toBeUndefined()
  } while (![0, 1, 5, 6].every((length) => lengths.has(length)))
})

it('holds the commit that is asked for, also where others began at the same instant', async () => {
  const url = 'https://git/at-once'
  const ofTree = { origin: 'maestro', tree_name: 'mainline', git_repository_branch: 'master' }
  const checkouts = [...'abcdefgh'].map((hash) => ({
    ...ofTree,
    id: `${url} ${hash}`,
    git_repository_url: url,
    git_commit_hash: hash,
    start_time: hour(1),
  }))
  await writeRows(database.pool, { checkouts })
  const scope = { origin: 'maestro', treeName: 'mainline', branch: 'master', url, commit: 'b' }
  const found = await findHistory(database.db, scope)
  expect(found.map(({ hash }) => hash).toSorted()).toEqual(['b', 'd', 'e', 'f', 'g', 'h'])
})

type Row = {
  id: string
  origin: string
  tree_name: string | null
  git_commit_hash: string | null
  git_commit_tags: string[]
  start_time: string | null
  git_repository_branch: string | null
}

/** Ids of the checkouts of trees.md 7.8, in the order of the code points. */
function naiveAnswer(
  rows: readonly Row[],
  scope: { commit: string; treeName: string | undefined; branch: string | undefined },
): string[] {
  const inTree = rows.filter(
    (row) =>
      row.origin === 'maestro' &&
      row.git_commit_hash !== null &&
      row.git_repository_branch === (scope.branch ?? null) &&
      (scope.treeName === undefined || row.tree_name === scope.treeName),
  )
  const isHead = (row: Row) =>
    row.git_commit_hash === scope.commit || row.git_commit_tags.includes(scope.commit)
  const greatest = (some: readonly Row[]) =>
    some.reduce((one, { start_time }) => ((start_time ?? '') > one ? (start_time ?? '') : one), '')
  const heads = inTree.filter(isHead)
  const head = greatest(heads)
  const hashesOfHead = heads.flatMap((row) =>
    row.start_time === head ? [row.git_commit_hash] : [],
  )
  const asked = hashesOfHead.sort().at(-1)
  const upToHead = inTree.filter(({ start_time }) => start_time !== null && start_time <= head)
  const commits = [...Map.groupBy(upToHead, (row) => row.git_commit_hash ?? '')]
    .map(([hash, ofCommit]) => ({
      order: `${hash === asked ? '~' : greatest(ofCommit)} ${hash}`,
      ofCommit,
    }))
    .sort((one, other) => (one.order < other.order ? 1 : -1))
  return commits
    .slice(0, 6)
    .flatMap(({ ofCommit }) => ofCommit.map(({ id }) => id))
    .sort()
}
