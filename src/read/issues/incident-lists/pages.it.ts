import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import { wholeList } from '../../list-page.ts'
import type { Entry, FindList } from '../../long-list/long-list.ts'
import { findIssueBuilds } from './find-issue-builds.ts'
import { findIssueTests } from './find-issue-tests.ts'
import type { IncidentKey, IncidentPage } from './incident-page.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 2 })
})
afterAll(() => database.drop())

const alike = 'x'.repeat(99)
/** Some begin alike for longer than the index looks, some differ in the last letter that it has. */
const subjects = ['', 'a', 'é', '💥', 'aa', 'b', 'c'].map((end) => `${alike}${end}`)
const others = ['A', 'Z', 'a', 'z', 'é', 'ﬀ', '💥', alike.slice(1)]

const incidents = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('n', 'N', 'é', ...subjects).map((id) => `ci:${id}`),
    test_id: fc.constantFrom(null, ...subjects, ...others),
    build_id: fc.constantFrom(null, ...subjects, ...others),
    present: fc.constantFrom(true, null, false),
  }),
  { selector: ({ id }) => id, minLength: 1 },
)

async function store(rows: readonly { id: string }[]): Promise<void> {
  await database.pool.query('truncate incidents')
  await writeRows(database.pool, {
    incidents: rows.map((row) => ({ ...row, origin: 'ci', issue_id: 'i', issue_version: 1 })),
  })
}

async function part<Item>(
  find: FindList<Item, IncidentKey>,
  page: IncidentPage,
): Promise<Entry<Item, IncidentKey>[]> {
  return (await find(database.db, page.after)).part(database.db, page)
}

/** The list part by part, each beginning where the one before ended. */
async function inParts<Item>(
  find: FindList<Item, IncidentKey>,
  most: number,
): Promise<Entry<Item, IncidentKey>[]> {
  const all: Entry<Item, IncidentKey>[] = []
  while (true) {
    const next = await part(find, { after: all.at(-1)?.key ?? null, most })
    expect(next.length).toBeLessThanOrEqual(most)
    if (next.length === 0) return all
    all.push(...next)
  }
}

const asked = { id: 'i', version: 1 }
const findTests: FindList<unknown, IncidentKey> = (db, after) => findIssueTests(db, asked, after)
const findBuilds: FindList<unknown, IncidentKey> = (db, after) => findIssueBuilds(db, asked, after)

it('the parts of a list of an issue are the list, whatever the ids have in common', async () => {
  const builds = [...subjects, ...others].map((id) => ({ id, origin: 'ci', checkout_id: 'c' }))
  await writeRows(database.pool, { builds })
  await fc.assert(
    fc.asyncProperty(incidents, fc.integer({ min: 1, max: 4 }), async (rows, most) => {
      await store(rows)
      const tests = await part(findTests, wholeList)
      const ofTests = rows.filter(({ test_id, present }) => test_id !== null && present !== false)
      expect(tests.map(({ key }) => `${key.id} ${key.incident}`)).toEqual(
        ofTests.map(({ id, test_id }) => `${test_id} ${id}`).sort(byCodePoint),
      )
      expect(await inParts(findTests, most)).toEqual(tests)
      const listed = await part(findBuilds, wholeList)
      expect(await inParts(findBuilds, most)).toEqual(listed)
    }),
    { numRuns: 25 },
  )
})

/** As UTF-8 sorts; a blank sorts before whatever these ids hold. */
function byCodePoint(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other))
}
