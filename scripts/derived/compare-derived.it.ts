import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { writeBatch } from '../../src/ingest/write/write-batch.ts'
import { stageRows } from '../../src/testing/rows/staged-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/database/test-database.ts'
import { compareDerived } from './compare-derived.ts'

const folder = mkdtempSync(join(tmpdir(), 'treeline-derived-'))
const file = join(folder, 'expected.sql')
afterAll(() => rmSync(folder, { recursive: true }))

let database: TestDatabase
let client: pg.PoolClient
beforeEach(async () => {
  database = await createTestDatabase({ poolSize: 3 })
  client = await database.pool.connect()
  await writeBatch(client, stageRows(rows))
})
afterEach(async () => {
  client.release()
  await database.drop()
})

const mainline = {
  origin: 'maestro',
  tree_name: 'mainline',
  git_repository_url: 'https://a/l.git',
  git_repository_branch: null,
}
const [earlier, later] = ['2025-07-01T00:00:00Z', '2025-07-02T00:00:00Z']

const rows = {
  checkouts: [
    // two of one commit at the same time: the greater id is the newest; one without a time counts too
    { ...mainline, id: 'c1', git_commit_hash: 'aa', start_time: later, _timestamp: earlier },
    { ...mainline, id: 'c2', git_commit_hash: 'aa', start_time: later, _timestamp: earlier },
    { ...mainline, id: 'c3', git_commit_hash: 'aa', start_time: null },
    { ...mainline, id: 'c4', git_commit_hash: 'bb', start_time: earlier },
    { id: 'c5', origin: 'other', start_time: null },
  ],
  builds: [
    { id: 'b1', origin: 'maestro', checkout_id: 'c1', status: 'PASS', config_name: 'defconfig' },
    { id: 'b2', origin: 'maestro', checkout_id: 'c2', status: 'MISS', config_name: '' },
    { id: 'b3', origin: 'maestro', checkout_id: 'c3', status: 'FAIL' },
    { id: 'maestro:dummy_1', origin: 'maestro', checkout_id: 'c4', status: 'PASS' },
  ],
  tests: [
    testRow('t1', 'b1', 'boot', 'PASS', 'rpi', ['rpi,4', 'brcm']),
    testRow('t2', 'b1', 'ltp.a', 'FAIL', 'rpi', ['rpi,4', 'arm']),
    testRow('t3', 'b1', 'ltp.b', 'FAIL', 'rpi', ['rpi,4', 'arm']),
    testRow('t4', 'b2', null, null, null, []),
    testRow('t5', 'maestro:dummy_1', 'bootrr.x', 'SKIP', 'rpi', null),
  ],
  issues: [],
  incidents: [
    { id: 'n1', origin: 'maestro', issue_id: 'gone', issue_version: 1, test_id: 't2' },
    { id: 'n0', origin: 'x', issue_id: 'no', issue_version: 1, test_id: 't2', present: false },
  ],
}

function testRow(
  id: string,
  build_id: string,
  path: string | null,
  status: string | null,
  platform: string | null,
  environment_compatible: string[] | null,
) {
  const environment_misc = platform === null ? null : { platform }
  return { id, build_id, origin: 'lab', path, status, environment_misc, environment_compatible }
}

const counterColumns =
  'build_pass, build_failed, build_inc, boot_pass, boot_failed, boot_inc, test_pass, test_failed, test_inc'

const expected = String.raw`
COPY public.latest_checkout (id, checkout_id, start_time, origin, tree_name, git_repository_url, git_repository_branch) FROM stdin;
77	c2	2025-07-02 00:00:00+00	maestro	mainline	https://a/l.git	\N
\.
COPY public.tree_listing (id, checkout_id, origin, tree_name, git_repository_url, git_commit_hash, git_commit_tags, start_time, ${counterColumns}) FROM stdin;
1	c2	maestro	mainline	https://a/l.git	aa	\N	2025-07-02 00:00:00+00	1	1	1	1	0	0	0	2	1
2	c4	maestro	mainline	https://a/l.git	bb	\N	2025-07-01 00:00:00+00	0	0	0	0	0	0	0	0	1
\.
COPY public.hardware_status (checkout_id, test_origin, platform, compatibles, start_time, ${counterColumns}) FROM stdin;
c1	lab	rpi	{arm,brcm,"rpi,4"}	2025-07-02 00:00:00+00	1	0	0	1	0	0	0	2	0
c4	lab	rpi	\N	2025-07-01 00:00:00+00	0	0	0	0	0	0	0	0	1
\.
COPY public.tree_tests_rollup (git_commit_hash, path_group, build_config_name, hardware_key, test_platform, issue_id, issue_version, issue_uncategorized, is_boot, pass_tests, fail_tests, skip_tests, null_tests, total_tests) FROM stdin;
aa	boot	defconfig	rpi,4	rpi	\N	\N	f	t	1	0	0	0	1
aa	ltp	defconfig	rpi,4	rpi	gone	1	f	f	0	1	0	0	1
aa	ltp	defconfig	rpi,4	rpi	\N	\N	t	f	0	1	0	0	1
aa	-	Unknown	Unknown	\N	\N	\N	f	f	0	0	0	1	1
bb	bootrr	Unknown	rpi	rpi	\N	\N	f	f	0	0	1	0	1
\.
`

test('the views hold what the reference would, id aside', async () => {
  writeFileSync(file, expected)
  expect(await compareDerived(client, file)).toEqual(
    [
      ['latest_checkout', 1],
      ['tree_listing', 2],
      ['hardware_status', 2],
      ['tree_tests_rollup', 5],
    ].map(([table, count]) => ({
      table,
      expected: count,
      missing: { rows: 0, shown: [] },
      unexpected: { rows: 0, shown: [] },
    })),
  )
})

test('a wrong sum is a difference on both sides', async () => {
  writeFileSync(file, expected)
  await client.query(`update checkout_count set n1 = 3 where checkout_id = 'c1' and kind = 'B'`)
  const [, treeListing] = await compareDerived(client, file)
  expect(treeListing).toMatchObject({ missing: { rows: 1 }, unexpected: { rows: 1 } })
  expect(treeListing?.missing.shown[0]).toMatch(/^\(c2,maestro,mainline,.*,1,1,1,1,0,0,0,2,1\)$/)
})

test('a row that is expected twice is missing once', async () => {
  const [block = ''] = expected.split('COPY public.tree_listing')
  writeFileSync(file, block.replace(/(77\t.*\n)/, '$1$1'))
  const [latestCheckout] = await compareDerived(client, file)
  expect(latestCheckout).toMatchObject({ missing: { rows: 1 }, unexpected: { rows: 0 } })
})
