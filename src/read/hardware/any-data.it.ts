import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BucketCounts } from '../../domain/bucket-counts.ts'
import type { StatusCount } from '../../domain/status.ts'
import { writeBatch } from '../../ingest/write/write-batch.ts'
import {
  arbitraryHardware,
  arbitraryInstant,
  arbitraryOrigin,
} from '../../testing/arbitrary/arbitrary-hardware.ts'
import {
  naiveHardwareOfRevision,
  naiveHardwareListing,
  type NaiveHardware,
} from '../../testing/naive/hardware.ts'
import { clearTables } from '../../testing/rollup/clear-tables.ts'
import { readRawRows } from '../../testing/rollup/raw-rows.ts'
import { stageRows } from '../../testing/rows/staged-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { readHardwareListing } from './listing.ts'
import { readHardwareOfRevision } from './revision.ts'

const arbitraryRequest = fc.record({
  origin: arbitraryOrigin,
  window: fc.tuple(arbitraryInstant, arbitraryInstant).map((instants) => {
    const [from = '', until = ''] = instants.toSorted()
    return { from, until }
  }),
  commits: fc.constantFrom<string[]>([], [], ['aa'], ['v6.1', 'absent'], ['bb', 'v6']),
})
const arbitraryRevision = fc.record({
  treeName: fc.constant('mainline'),
  url: fc.constant('https://git/l'),
  branch: fc.constant('master'),
  hash: fc.constantFrom('aa', 'bb'),
})
const arbitraryRequests = fc.record({
  listings: fc.array(arbitraryRequest, { minLength: 8, maxLength: 8 }),
  revisions: fc.array(fc.tuple(arbitraryRevision, arbitraryOrigin), { minLength: 3, maxLength: 3 }),
})

type Summary = 'build_status_summary' | 'boot_status_summary' | 'test_status_summary'
type Item = { platform: string; hardware: string[] | null } & Record<
  Summary,
  BucketCounts | StatusCount
>

/** An item in the form of the plain recomputation. */
function plain(item: Item): NaiveHardware {
  const counts = (['build', 'boot', 'test'] as const).flatMap((counted) =>
    Object.entries(item[`${counted}_status_summary`])
      .filter(([, count]) => count > 0)
      .map(([status, count]) => [`${counted} ${status}`, count] as const),
  )
  return [item.platform, item.hardware, Object.fromEntries(counts)]
}

/** Counts of all statuses in the buckets of the listing. */
function inBuckets([platform, compatibles, counts]: NaiveHardware): NaiveHardware {
  const buckets: Record<string, number> = {}
  for (const [text, count] of Object.entries(counts)) {
    const bucket = text.replace(/(SKIP|ERROR|MISS|DONE|NULL)$/, 'INCONCLUSIVE')
    buckets[bucket] = (buckets[bucket] ?? 0) + count
  }
  return [platform, compatibles, buckets]
}

function inOneOrder(hardware: readonly NaiveHardware[]): NaiveHardware[] {
  return hardware.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
}

describe('listings of any data', () => {
  let database: TestDatabase
  let client: pg.PoolClient
  beforeAll(async () => {
    database = await createTestDatabase()
    client = await database.pool.connect()
  })
  afterAll(async () => {
    client.release()
    await database.drop()
  })

  it(
    'count what a recomputation from the submitted rows counts',
    { timeout: 120_000 },
    async () => {
      let found = 0
      const property = fc.asyncProperty(
        arbitraryHardware,
        arbitraryRequests,
        async (submitted, asked) => {
          await clearTables(client)
          await writeBatch(client, stageRows(submitted))
          const rows = await readRawRows(database.db)
          for (const request of asked.listings) {
            const listed = await readHardwareListing(database.db, request)
            const expected = naiveHardwareListing(rows, request).map(inBuckets)
            expect(inOneOrder(listed.map(plain))).toEqual(inOneOrder(expected))
            found += listed.length
          }
          for (const [revision, origin] of asked.revisions) {
            const hardware = await readHardwareOfRevision(database.db, revision, origin)
            const expected = naiveHardwareOfRevision(rows, revision, origin)
            expect(inOneOrder(hardware.map(plain))).toEqual(inOneOrder(expected))
            found += hardware.length
          }
        },
      )
      await fc.assert(property, { numRuns: 12, endOnFailure: true })
      expect(found).toBeGreaterThan(0)
    },
  )
})
