import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeBatch } from '../../../ingest/write/write-batch.ts'
import { arbitraryBatches, inOne } from '../../../testing/rollup/arbitrary-batches.ts'
import { clearTables } from '../../../testing/rollup/clear-tables.ts'
import { type RawRows, readRawRows } from '../../../testing/rollup/raw-rows.ts'
import { stageRows } from '../../../testing/rows/staged-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import {
  type HardwareFailures,
  type HardwareFailuresRequest,
  loadHardwareFailures,
} from './load-hardware-failures.ts'

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

const instants = ['2025-07-01T00:00:00Z', '2025-07-01T00:00:01Z', '2025-07-02T00:00:00Z']
const anyRequest: fc.Arbitrary<HardwareFailuresRequest> = fc.record({
  hardwareId: fc.constantFrom('p0', 'p1', 'x', '__proto__'),
  origin: fc.constantFrom('maestro', 'o,"'),
  labs: fc.constantFrom(new Set(['lab1']), new Set(['lab1', 'lab2'])),
  window: fc.tuple(fc.constantFrom(...instants), fc.constantFrom(...instants)).map((two) => {
    const [from = '', until = ''] = two.toSorted()
    return { from, until }
  }),
  pathPatterns: fc.constantFrom([], [], ['boot%'], ['ltp._']),
  most: fc.constantFrom(1, 100),
})

/** Half of the tests failed where most requests look: any two rows seldom meet. */
function denser(rows: ReturnType<typeof inOne>): ReturnType<typeof inOne> {
  const tests = rows.tests?.map((test, place) =>
    place % 2 === 0
      ? test
      : {
          ...test,
          origin: 'maestro',
          status: 'FAIL',
          start_time: instants[place % instants.length],
          environment_misc: { platform: 'p0' },
          misc: { runtime: 'lab1' },
        },
  )
  return { ...rows, ...(tests && { tests }) }
}

const textIn = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)[name]
    : undefined

const platformOf = (environment: unknown): string => {
  const platform = textIn(environment, 'platform')
  return typeof platform === 'string' ? platform : ''
}

/** The rule row by row, without regard to cost; null when nothing ran. */
function naiveFailures(rows: RawRows, request: HardwareFailuresRequest) {
  const { hardwareId, origin, labs, window, pathPatterns } = request
  const builds = new Map(rows.builds.map((build) => [build.id, build]))
  const ran = rows.tests.filter(
    (test) =>
      test.origin === origin &&
      platformOf(test.environment_misc) !== '' &&
      (platformOf(test.environment_misc) === hardwareId ||
        test.environment_compatible?.includes(hardwareId)) &&
      labs.has(String(textIn(test.misc, 'runtime'))) &&
      builds.has(test.build_id) &&
      test.start_time !== null &&
      test.start_time >= window.from &&
      test.start_time <= window.until,
  )
  if (ran.length === 0) return null
  const fits = (path: string | null) =>
    pathPatterns.length === 0 ||
    pathPatterns.some((pattern) => path?.startsWith(pattern.replace(/[%_]$/, '')))
  const tested = [...new Set(ran.map(({ build_id }) => build_id))].filter(
    (id) => !id.startsWith('maestro:dummy_'),
  )
  return {
    failed: ran.filter(({ status, path }) => status === 'FAIL' && fits(path)).map(({ id }) => id),
    boots: ran.filter(({ path }) => path === 'boot' || path?.startsWith('boot.')).length,
    tests: ran.filter(({ path }) => path !== null && path !== '' && !/^boot($|\.)/.test(path))
      .length,
    builds: tested.length,
    failedBuilds: tested.filter((id) => builds.get(id)?.status === 'FAIL').length,
  }
}

function plain(found: HardwareFailures | null) {
  if (found === null) return null
  const { failures, counts } = found
  const all = (codes: readonly number[]) => codes.reduce((sum, count) => sum + count, 0)
  return {
    failed: failures.map(({ id }) => id).toSorted(),
    boots: all(counts.boots),
    tests: all(counts.tests),
    builds: all(counts.builds),
    failedBuilds: counts.builds[2],
  }
}

it('finds what the rows say, for any rows, hardware, labs and windows', async () => {
  let failures = 0
  const property = fc.asyncProperty(
    arbitraryBatches,
    fc.array(anyRequest, { minLength: 12, maxLength: 12 }),
    async (batches, requests) => {
      await clearTables(client)
      await writeBatch(client, stageRows(denser(inOne(batches))))
      const rows = await readRawRows(database.db)
      for (const request of requests) {
        const found = await loadHardwareFailures(database.db, request)
        const expected = naiveFailures(rows, request)
        const shown = plain(found)
        if (expected === null || shown === null) {
          expect(shown).toEqual(expected)
          continue
        }
        failures += shown.failed.length
        // of more than are wanted the newest, which a test of its own looks at
        if (request.most < expected.failed.length) shown.failed = expected.failed
        expect(shown).toEqual({ ...expected, failed: expected.failed.toSorted() })
      }
    },
  )
  await fc.assert(property, { numRuns: 15, endOnFailure: true })
  expect(failures).toBeGreaterThan(0)
})
