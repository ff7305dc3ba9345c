import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { inQueue } from '../../../testing/in-queue.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database.ts'
import { restoreDump } from './restore-dump.ts'

const folder = mkdtempSync(join(tmpdir(), 'treeline-restore-'))
const file = join(folder, 'dump.sql')
afterAll(() => rmSync(folder, { recursive: true }))

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase({ poolSize: 3 })
})
afterEach(() => database.drop())

const checkouts = String.raw`COPY public.checkouts (id, origin, comment, git_commit_tags) FROM stdin;
c1	maestro	two\\nwords\\.	{v6.1,"a b"}
c2	maestro	\N	\N
\.
`

const dump = String.raw`-- PostgreSQL database dump
\restrict abc
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.checkouts (id text);
${checkouts}
COPY public.auth_user (id, name) FROM stdin;
1	admin
\.
COPY public.hardware_registry_processors (id, type, vendor_id) FROM stdin;
cpu	soc	vendor
\.
COPY public.hardware_registry_silicon_vendors (id, type) FROM stdin;
vendor	silicon_vendor
\.
COPY other.checkouts (id) FROM stdin;
c3
\.
ALTER TABLE ONLY public.checkouts ADD CONSTRAINT checkouts_pkey PRIMARY KEY (id);
`

async function ids(): Promise<string[]> {
  const rows = await database.db.selectFrom('checkouts').select('id').orderBy('id').execute()
  return rows.map(({ id }) => id)
}

test('waits for the writer before it', async () => {
  writeFileSync(file, dump)
  await inQueue(database.pool, [() => restoreDump(database.pool, file)])
  expect(await ids()).toEqual(['c1', 'c2'])
})

test.each([
  ['plain', Buffer.from(dump)],
  ['gzip', gzipSync(dump)],
])('a %s dump goes in, tables of others are passed over', async (_, bytes) => {
  writeFileSync(file, bytes)
  const seen: number[] = []
  const report = await restoreDump(database.pool, file, {
    onProgress: ({ readBytes, totalBytes }) => seen.push(readBytes / (totalBytes ?? NaN)),
  })
  expect(report).toEqual({
    restored: [
      { table: 'checkouts', rows: 2 },
      { table: 'hardware_registry_processors', rows: 1 },
      { table: 'hardware_registry_silicon_vendors', rows: 1 },
    ],
    outOfRange: [],
    skipped: ['auth_user', 'other.checkouts'],
  })
  const rows = await database.db
    .selectFrom('checkouts')
    .select(['id', 'comment', 'git_commit_tags'])
    .orderBy('id')
    .execute()
  expect(rows).toEqual([
    { id: 'c1', comment: 'two\\nwords\\.', git_commit_tags: ['v6.1', 'a b'] },
    { id: 'c2', comment: null, git_commit_tags: null },
  ])
  expect(seen.at(-1)).toBe(1)
})

test.each([
  [
    'a row that PostgreSQL refuses',
    checkouts.replace('c2\tmaestro', 'c2\t\\N'),
    'dump_row_refused',
    'line 3: checkouts: null value in column "origin"',
  ],
  [
    'a value of another type',
    `${checkouts}COPY builds (id, checkout_id, origin, duration) FROM stdin;\nb\tc\to\tlong\n\\.\n`,
    'dump_row_refused',
    'line 6: builds.duration: invalid input syntax',
  ],
  [
    'a column that is computed',
    `${checkouts}COPY public.builds (id, series) FROM stdin;\n\\.\n`,
    'dump_column',
    'line 5: table builds has no column "series" that can be filled',
  ],
  [
    'a dump without rows of ours',
    'COPY auth_user (id) FROM stdin;\n\\.\n',
    'dump_without_tables',
    'only auth_user',
  ],
  ['an empty file', '', 'dump_without_tables', 'no COPY block'],
  ['a dump that ends early', checkouts.slice(0, -3), 'dump_truncated', 'after line 3'],
  ['a dump in custom format', 'PGDMP\u0001', 'dump_not_plain', 'pg_dump --format=plain'],
  [
    'a cut off gzip file',
    gzipSync(dump).subarray(0, 200),
    'dump_unreadable',
    'unexpected end of file',
  ],
])('%s is refused and nothing stays', async (_, content, code, message) => {
  writeFileSync(file, content)
  await expect(restoreDump(database.pool, file)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
  })
  expect(await ids()).toEqual([])
})

test('a file that is not there is an error in words', async () => {
  await expect(restoreDump(database.pool, join(folder, 'none.sql'))).rejects.toMatchObject({
    code: 'dump_unreadable',
    message: expect.stringContaining('no such file'),
  })
})

test.each([
  ['issues', `(id, version, origin) values ('i', 1, 'o')`],
  ['hardware_registry_silicon_vendors', `(id, type) values ('v', 'silicon_vendor')`],
])('a database with rows in %s is left alone', async (table, row) => {
  await database.pool.query(`insert into ${table} ${row}`)
  writeFileSync(file, dump)
  await expect(restoreDump(database.pool, file)).rejects.toMatchObject({
    code: 'table_not_empty',
    message: expect.stringContaining(`table ${table} has rows`),
  })
  expect(await ids()).toEqual([])
})

test('a restore that is stopped leaves nothing and gives the lock back', async () => {
  const many = Array.from({ length: 200_000 }, (_, n) => `c${n}\to\n`).join('')
  writeFileSync(file, `COPY checkouts (id, origin) FROM stdin;\n${many}\\.\n`)
  const stop = new AbortController()
  const restore = restoreDump(database.pool, file, {
    signal: stop.signal,
    onProgress: ({ readBytes }) => {
      if (readBytes > 0) stop.abort(new Error('enough'))
    },
  })
  await expect(restore).rejects.toThrow('enough')
  expect(await ids()).toEqual([])
  writeFileSync(file, dump)
  expect((await restoreDump(database.pool, file)).restored).toHaveLength(3)
})
