import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rebuildRollUp } from '../../../rollup/rebuild/rebuild.ts'
import { at, build, checkout, line, test } from '../../../testing/rows/line-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import { type StatusHistoryRequest, readStatusHistory } from './read-status-history.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function history(request: Partial<StatusHistoryRequest>) {
  const found = await readStatusHistory(database.db, { line, size: 10, ...request })
  return found && { ids: found.status_history.map(({ id }) => id), type: found.regression_type }
}

describe('the history of a test', () => {
  beforeAll(async () => {
    await writeRows(database.pool, {
      checkouts: [
        checkout('c1'),
        checkout('c2', { tree_name: 'other name' }),
        checkout('c3', { origin: 'redhat' }),
        checkout('c4', { git_repository_branch: 'next' }),
        checkout('c5', { git_repository_url: 'https://git/next.git' }),
      ],
      builds: [
        build('b1', { architecture: 'arm64', compiler: 'gcc-12' }),
        build('b2', { checkout_id: 'c2', architecture: 'x86_64' }),
        build('maestro:dummy_3'),
        build('b4', { config_name: 'allmodconfig' }),
        build('b5', { checkout_id: 'c3' }),
        build('b6', { checkout_id: 'c4' }),
        build('b7', { checkout_id: 'c5' }),
        build('b8', { checkout_id: 'not yet' }),
      ],
      tests: [
        test('t1', { status: 'PASS', start_time: at(1) }),
        test('t2', { status: 'FAIL', start_time: at(2), build_id: 'b2', origin: 'redhat' }),
        test('t3', { status: 'FAIL', start_time: at(3), build_id: 'maestro:dummy_3' }),
        // as late as t3, but stored later; a greater id
        test('t4', { start_time: at(5), _timestamp: at(9), status: 'FAIL' }),
        test('t5', { start_time: at(5), _timestamp: at(8), status: 'FAIL' }),
        test('t6', { start_time: at(5), _timestamp: at(8), status: 'FAIL' }),
        test('t7', { start_time: '2026-02-01T00:06:00.000001Z', _timestamp: at(7) }),
        test('elsewhere', { environment_misc: { platform: 'qemu' } }),
        test('another path', { path: 'boot.nfs' }),
        ...['b4', 'b5', 'b6', 'b7', 'b8', 'b9'].map((id) => test(`of ${id}`, { build_id: id })),
        ...[null, {}, { platform: null }, { platform: 7 }, { platform: '' }, [1]].map((misc, n) =>
          test(`nowhere ${n}`, { environment_misc: misc, start_time: at(n), status: 'SKIP' }),
        ),
        ...[null, at(1), at(2)].map((_timestamp, n) =>
          test(`timeless ${n}`, { path: 'timeless', start_time: null, _timestamp }),
        ),
        test('started', { path: 'timeless', _timestamp: at(1) }),
        test('pathless', { path: null, status: 'PASS' }),
        test('empty path', { path: '', status: 'PASS' }),
      ],
    })
  })

  it('goes back from a start, whatever architecture, origin of the test and tree', async () => {
    const found = await readStatusHistory(database.db, { line, startedUntil: at(3), size: 10 })
    expect(found).toEqual({
      status_history: [
        { id: 't3', start_time: at(3), status: 'FAIL', git_commit_hash: 'hash of c1' },
        { id: 't2', start_time: at(2), status: 'FAIL', git_commit_hash: 'hash of c2' },
        { id: 't1', start_time: at(1), status: 'PASS', git_commit_hash: 'hash of c1' },
      ],
      regression_type: 'regression',
    })
  })

  it('counts microseconds, then the time of storing, then the id', async () => {
    const startedUntil = '2026-02-01T00:06:00.000001Z'
    expect(await history({ startedUntil })).toEqual({
      ids: ['t7', 't4', 't6', 't5', 't3', 't2', 't1'],
      type: 'unstable',
    })
    expect(await history({ startedUntil: at(6), size: 2 })).toEqual({
      ids: ['t4', 't6'],
      type: 'fail',
    })
  })

  it('goes back from an arrival when no start is asked for', async () => {
    const timeless = { ...line, path: 'timeless' }
    const upTo = (minute: number, size: number) =>
      history({ line: timeless, storedUntil: at(minute), size })
    // of those that were stored together, the one with a start goes first
    expect(await upTo(2, 10)).toMatchObject({ ids: ['timeless 2', 'started', 'timeless 1'] })
    const nextDay = await history({ line: timeless, storedUntil: '2026-02-02T00:00:00Z', size: 1 })
    expect(nextDay).toMatchObject({ ids: ['timeless 2'] })
    expect(await upTo(1, 1)).toMatchObject({ ids: ['started'] })
    expect(await upTo(0, 10)).toBeNull()
    const startedUntil = at(0)
    const both = await history({
      line: timeless,
      startedUntil,
      storedUntil: '1999-01-01T00:00:00Z',
    })
    expect(both).toMatchObject({ ids: ['started'] })
  })

  it('is that of the tests without any time when none is asked for', async () => {
    expect(await history({ line: { ...line, path: 'timeless' } })).toMatchObject({
      ids: ['timeless 0'],
    })
    expect(await history({})).toBeNull()
  })

  it.each([undefined, ''])('of no platform (%j): one that is no text is none', async (platform) => {
    const found = await history({ line: { ...line, platform }, startedUntil: at(9) })
    const ids = [5, 4, 3, 2, 1, 0].map((n) => `nowhere ${n}`)
    expect(found).toEqual({ ids, type: 'unstable' })
  })

  it('of no path: of tests without one', async () => {
    const found = await history({ line: { ...line, path: '' }, startedUntil: at(9) })
    expect(found).toEqual({ ids: ['pathless', 'empty path'], type: 'pass' })
  })

  it.each<Partial<typeof line>>([
    { origin: 'nobody' },
    { url: '' },
    { branch: 'nowhere' },
    { config: '' },
    { path: 'boo' },
    { path: 'BOOT' },
    { platform: 'jun' },
    { platform: '7' },
  ])('is empty for %o', async (other) => {
    expect(await history({ line: { ...line, ...other }, startedUntil: at(9) })).toBeNull()
  })
})

it('finds runs on builds whose other tests hide them', async () => {
  const url = 'https://git/deep.git'
  const many = Array.from({ length: 90 }, (_, n) => n)
  const second = (n: number) => `2026-02-01T01:00:${String(n % 60).padStart(2, '0')}Z`
  await writeRows(database.pool, {
    checkouts: [checkout('deep', { git_repository_url: url })],
    builds: many.map((n) => build(`deep ${n}`, { checkout_id: 'deep' })),
    tests: [
      // the oldest test of the newest builds, and the newest of the oldest
      ...many.map((n) =>
        test(`other ${n}`, { build_id: `deep ${n}`, path: 'x', start_time: second(n) }),
      ),
      ...many.map((n) => test(`run ${n}`, { build_id: `deep ${n}`, start_time: at(n % 60) })),
    ],
  })
  const request = { line: { ...line, url }, startedUntil: second(59) }
  const newest = many.toSorted((one, other) => (other % 60) - (one % 60) || compare(other, one))
  for (const size of [1, 10, 90]) {
    const found = await history({ ...request, size })
    expect(found?.ids).toEqual(newest.slice(0, size).map((n) => `run ${n}`))
  }
})

it('goes on from the newest builds, whatever share of the runs they have', async () => {
  const url = 'https://git/rare.git'
  const builds = Array.from({ length: 190 }, (_, age) => age)
  const ago = (minutes: number) => new Date(Date.parse(at(0)) - minutes * 60_000).toISOString()
  const started = (age: number) => ago(age).replace('.000', '')
  // ever fewer of them, so that what the newest promise is not enough
  const ages = builds.filter((age) => age % (age < 40 ? 6 : 30) === 0)
  await writeRows(database.pool, {
    checkouts: [checkout('rare', { git_repository_url: url })],
    builds: builds.map((age) => build(`rare ${age}`, { checkout_id: 'rare' })),
    tests: builds.map((age) =>
      test(`rare ${age}`, {
        build_id: `rare ${age}`,
        path: ages.includes(age) ? line.path : 'x',
        start_time: started(age),
        // known of some: their facts are looked up in two ways
        duration: age % 4 === 0 ? age : null,
      }),
    ),
  })
  for (const size of [7, 8, 9, 10, 11, 12]) {
    const found = await history({ line: { ...line, url }, startedUntil: at(0), size })
    expect(found?.ids).toEqual(ages.slice(0, size).map((age) => `rare ${age}`))
  }
})

function compare(one: number, other: number): number {
  return `${one}` < `${other}` ? -1 : 1
}

const infinite = ['infinity', '-infinity', '0044-03-15 12:00:00+00 BC', '10000-01-01 00:00:00+00']

it('takes an instant that no answer can write for none', async () => {
  await using own = await createTestDatabase()
  await writeRows(own.pool, {
    checkouts: [checkout('c1')],
    builds: [build('b1')],
    tests: [test('known', { _timestamp: at(1) }), ...infinite.map((_, n) => test(`odd ${n}`))],
  })
  for (const [n, instant] of infinite.entries()) {
    const change = 'update tests set start_time = $1, _timestamp = $1 where id = $2'
    await own.pool.query(change, [instant, `odd ${n}`])
  }
  await rebuildRollUp(own.pool)
  const end = '9999-12-31T23:59:59.999999Z'
  const ids = async (times: Partial<StatusHistoryRequest>) => {
    const found = await readStatusHistory(own.db, { line, size: 10, ...times })
    return found?.status_history.map(({ id }) => id)
  }
  expect(await ids({ startedUntil: end })).toEqual(['known'])
  expect(await ids({ storedUntil: end })).toEqual(['known'])
  expect(await ids({})).toEqual(['odd 3', 'odd 2', 'odd 1', 'odd 0'])
})
