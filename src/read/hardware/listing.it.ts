import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { readHardwareListing } from './listing.ts'
import { readHardwareOfRevision } from './revision.ts'

const day = (number: number) => `2025-07-0${number}T00:00:00Z`
const master = {
  origin: 'maestro',
  tree_name: 'mainline',
  git_repository_url: 'https://git/l',
  git_repository_branch: 'master',
}
const nameless = { ...master, tree_name: null, git_repository_url: null }
const build = (id: string, checkout_id: string, status: string | null) => ({
  id,
  checkout_id,
  status,
  origin: 'elsewhere',
})
const test = (id: string, build_id: string, path: string | null, more: object = {}) => ({
  id,
  build_id,
  path,
  origin: 'maestro',
  status: 'PASS',
  environment_misc: { platform: 'juno' },
  environment_compatible: ['arm,juno', 'arm'],
  ...more,
})

describe('the hardware listing', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
    await writeRows(database.pool, {
      checkouts: [
        {
          ...master,
          id: 'old',
          git_commit_hash: 'H1',
          start_time: day(1),
          git_commit_tags: ['v1'],
        },
        { ...master, id: 'head', git_commit_hash: 'H2', start_time: day(8) },
        { ...master, id: 'never', git_commit_hash: 'H9', start_time: 'infinity' },
        { ...master, id: 'again', git_commit_hash: 'H2', start_time: day(7), origin: 'ti' },
        { ...nameless, id: 'nameless-old', git_commit_hash: 'H3', start_time: day(2) },
        { ...nameless, id: 'nameless', git_commit_hash: 'H4', start_time: day(9) },
      ],
      builds: [
        build('b1', 'head', 'PASS'),
        build('b2', 'head', null),
        build('maestro:dummy_1', 'head', 'PASS'),
        build('b3', 'old', 'FAIL'),
        build('b4', 'again', 'FAIL'),
        build('b5', 'nameless-old', 'PASS'),
        build('untested', 'head', 'FAIL'),
      ],
      tests: [
        test('t1', 'b1', 'boot', { status: 'FAIL' }),
        test('t2', 'b1', 'ltp.a', { status: null, environment_compatible: null }),
        test('t3', 'b2', null, { environment_compatible: ['arm', 'vexpress'] }),
        test('t4', 'maestro:dummy_1', '', { status: 'SKIP' }),
        test('t5', 'b1', 'ltp.a', { origin: 'ti' }),
        test('t6', 'b1', 'ltp.a', { environment_misc: { platform: null } }),
        test('t7', 'b3', 'ltp.a'),
        test('t8', 'b4', 'boot', { environment_compatible: [] }),
        test('t9', 'b5', 'ltp.a', { environment_compatible: null }),
      ],
    })
  })
  afterAll(() => database.drop())

  const list = (from: string, until: string, commits: string[] = [], origin = 'maestro') =>
    readHardwareListing(database.db, { origin, window: { from, until }, commits })
  const countsOfHead = {
    hardware: ['arm', 'arm,juno', 'vexpress'],
    platform: 'juno',
    build_status_summary: { PASS: 1, FAIL: 0, INCONCLUSIVE: 1 },
    boot_status_summary: { PASS: 0, FAIL: 1, INCONCLUSIVE: 0 },
    test_status_summary: { PASS: 1, FAIL: 0, INCONCLUSIVE: 2 },
  }
  const passed = (kind: 'boot' | 'test', builds: 'PASS' | 'FAIL', hardware: string[] | null) => {
    const none = { PASS: 0, FAIL: 0, INCONCLUSIVE: 0 }
    return {
      hardware,
      platform: 'juno',
      build_status_summary: { ...none, [builds]: 1 },
      boot_status_summary: { ...none, PASS: kind === 'boot' ? 1 : 0 },
      test_status_summary: { ...none, PASS: kind === 'test' ? 1 : 0 },
    }
  }

  it('counts the newest checkout of each tree that started in the window', async () => {
    const expected = [passed('boot', 'FAIL', []), countsOfHead]
    expect(await list(day(1), day(9))).toEqual(expected)
    expect(await list(day(7), day(8))).toEqual(expected)
    expect(await list(day(8), day(8))).toEqual([countsOfHead])
    expect(await list(day(1), day(7))).toEqual([passed('boot', 'FAIL', [])])
  })

  it('leaves out trees that have moved on since, also those without name and url', async () => {
    expect(await list(day(1), day(2))).toEqual([])
    expect(await list(day(2), day(2), ['H3'])).toEqual([passed('test', 'PASS', null)])
  })

  it('counts the tests of one origin', async () => {
    const [item] = await list(day(1), day(9), [], 'ti')
    expect(item).toMatchObject({
      build_status_summary: { PASS: 1, FAIL: 0, INCONCLUSIVE: 0 },
      test_status_summary: { PASS: 1, FAIL: 0, INCONCLUSIVE: 0 },
    })
    expect(await list(day(1), day(9), [], '')).toEqual([])
  })

  it('counts every checkout of the commits that are asked for, by hash or tag', async () => {
    const old = passed('test', 'FAIL', ['arm', 'arm,juno'])
    expect(await list(day(1), day(9), ['v1', 'absent'])).toEqual([old])
    expect(await list(day(1), day(9), ['H1', 'v1'])).toEqual([old])
    expect(await list(day(1), day(9), ['H2'])).toEqual([passed('boot', 'FAIL', []), countsOfHead])
    expect(await list(day(1), day(7), ['H2'])).toEqual([passed('boot', 'FAIL', [])])
    expect(await list(day(2), day(9), ['H1'])).toEqual([])
  })

  it('counts nothing in a window that ends before it begins', async () => {
    expect(await list(day(9), day(1))).toEqual([])
  })

  const revision = { treeName: 'mainline', url: 'https://git/l', branch: 'master', hash: 'H2' }
  const none = { PASS: 0, ERROR: 0, FAIL: 0, SKIP: 0, MISS: 0, DONE: 0, NULL: 0 }

  it('of a revision counts each test under the compatibles that it names itself', async () => {
    expect(await readHardwareOfRevision(database.db, revision, 'maestro')).toEqual([
      {
        hardware: [],
        platform: 'juno',
        build_status_summary: { ...none, FAIL: 1 },
        boot_status_summary: { ...none, PASS: 1 },
        test_status_summary: none,
      },
      {
        hardware: ['arm', 'arm,juno'],
        platform: 'juno',
        build_status_summary: { ...none, PASS: 1 },
        boot_status_summary: { ...none, FAIL: 1 },
        test_status_summary: { ...none, SKIP: 1 },
      },
      {
        hardware: ['arm', 'vexpress'],
        platform: 'juno',
        build_status_summary: { ...none, NULL: 1 },
        boot_status_summary: none,
        test_status_summary: { ...none, PASS: 1 },
      },
      {
        hardware: null,
        platform: 'juno',
        build_status_summary: { ...none, PASS: 1 },
        boot_status_summary: none,
        test_status_summary: { ...none, NULL: 1 },
      },
    ])
  })

  it('of a revision asks for all four names', async () => {
    for (const other of [{ treeName: 'next' }, { url: '' }, { branch: 'x' }, { hash: 'v1' }]) {
      const elsewhere = { ...revision, ...other }
      expect(await readHardwareOfRevision(database.db, elsewhere, 'maestro')).toEqual([])
    }
    expect(await readHardwareOfRevision(database.db, revision, 'nobody')).toEqual([])
  })
})
