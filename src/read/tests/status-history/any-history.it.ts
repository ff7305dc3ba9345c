import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, build, checkout, line, test } from '../../../testing/rows/line-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import { type StatusHistoryRequest, readStatusHistory } from './read-status-history.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe('any history', () => {
  const oneOf = fc.constantFrom
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 4 })
  const time = maybe(oneOf(at(1), at(2), '2026-02-01T00:02:00.5Z', '2026-02-02T00:00:00Z', at(3)))
  const anyTest = fc.record({
    build: fc.nat({ max: 5 }),
    status: maybe(oneOf('PASS', 'FAIL', 'SKIP')),
    path: maybe(oneOf('boot', 'boot', 'ltp', '')),
    environment_misc: maybe(oneOf<unknown[]>({ platform: 'juno' }, { platform: 'qemu' }, {}, 'x')),
    start_time: time,
    _timestamp: time,
    duration: maybe(oneOf(0, 1.5)),
  })
  const anyBuild = fc.record({
    checkout: fc.nat({ max: 3 }),
    config: maybe(oneOf('defconfig', '')),
  })
  const anyRequest = fc.record({
    path: oneOf('boot', 'ltp', ''),
    platform: oneOf('juno', 'qemu', undefined),
    config: oneOf('defconfig', ''),
    startedUntil: fc.option(oneOf(at(2), at(3), '2026-02-03T00:00:00Z'), {
      nil: undefined,
      freq: 1,
    }),
    storedUntil: fc.option(oneOf(at(2), '2026-02-02T00:00:00Z'), { nil: undefined, freq: 2 }),
    size: oneOf(1, 2, 5, 100),
  })

  it('is what a plain query of the tests finds', { timeout: 60_000 }, async () => {
    let run = 0
    const property = fc.asyncProperty(
      fc.array(anyBuild, { minLength: 1, maxLength: 6 }),
      fc.array(anyTest, { minLength: 5, maxLength: 30, size: 'max' }),
      fc.array(anyRequest, { minLength: 10, maxLength: 10 }),
      async (builds, tests, requests) => {
        const url = `https://git/any/${run++}`
        await writeRows(database.pool, {
          checkouts: [0, 1, 2].map((n) => checkout(`${url} ${n}`, { git_repository_url: url })),
          builds: builds.map(({ checkout: of, config }, n) =>
            build(`${url} ${n}`, { checkout_id: `${url} ${of}`, config_name: config }),
          ),
          tests: tests.map(({ build: of, ...columns }, n) =>
            test(`${url} ${n}`, { ...columns, build_id: `${url} ${of % builds.length}` }),
          ),
        })
        for (const { path, platform, config, ...rest } of requests) {
          const request = { ...rest, line: { ...line, url, path, platform, config } }
          const found = await readStatusHistory(database.db, request)
          const ids = found?.status_history.map(({ id }) => id) ?? []
          expect(ids, JSON.stringify(request)).toEqual(await naiveAnswer(request))
        }
      },
    )
    await expect(fc.assert(property, { numRuns: 30, endOnFailure: true })).resolves.toBeUndefined()
  })

  /** The selection of api-misc.md 5.3 in its own words. */
  async function naiveAnswer(request: StatusHistoryRequest): Promise<string[]> {
    const { origin, url, branch, config, path, platform } = request.line
    const order = request.startedUntil === undefined ? '_timestamp' : 'start_time'
    const until = request.startedUntil ?? request.storedUntil ?? null
    const { rows } = await database.pool.query<{ id: string }>(
      `select t.id from tests t
       join builds b on b.id = t.build_id
       join checkouts c on c.id = b.checkout_id
       where coalesce(t.path, '') = $1 and c.origin = $2 and c.git_repository_url = $3
         and c.git_repository_branch = $4 and b.config_name = $5
         and (t.environment_misc ->> 'platform') is not distinct from $6
         and case when $7::timestamptz is null then t.start_time is null and t._timestamp is null
           else t.${order} <= $7 end
       order by t.${order} desc nulls last, t.start_time desc nulls last,
         t._timestamp desc nulls last, t.id collate "C" desc
       limit $8`,
      [path, origin, url, branch, config, platform ?? null, until, request.size],
    )
    return rows.map(({ id }) => id)
  }
})
