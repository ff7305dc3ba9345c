import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { rebuildRollUp } from '../../rollup/rebuild/rebuild.ts'
import { verifyRollUp } from '../../rollup/verify/verify.ts'
import { inQueue } from '../../testing/database/in-queue.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { restoreDump } from './restore-dump.ts'
import { restoredTables } from './restored-tables.ts'

const folder = mkdtempSync(join(tmpdir(), 'treeline-restore-'))
const file = join(folder, 'dump.sql')
afterAll(() => rmSync(folder, { recursive: true }))

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 3 })
})
afterAll(() => database.drop())
afterEach(() => database.pool.query(`truncate ${restoredTables.join(', ')}`))

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
      { table: 'checkouts', rows: 2, present: 0 },
      { table: 'hardware_registry_processors', rows: 1, present: 0 },
      { table: 'hardware_registry_silicon_vendors', rows: 1, present: 0 },
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

/** A row of a dump. */
const token = (id: string, revoked: string) =>
  `${id}\tmaestro\tf\t2026-11-01 00:00:00+00\t2999-01-01 00:00:00+00\t${revoked}\n`

test('a token that was revoked stays revoked, also beside one that was made here', async () => {
  writeFileSync(
    file,
    `${checkouts}COPY public.submitter_token (id, origin, bound, created_at, expires_at, revoked_at) FROM stdin;
${token('good', '\\N')}${token('revoked', '2026-11-02 00:00:00+00')}\\.\n`,
  )
  const here = { id: 'here', origin: 'maestro', bound: false, expires_at: '2999-01-01T00:00:00Z' }
  await database.db
    .insertInto('submitter_token')
    .values({ ...here, revoked_at: null })
    .execute()
  const { restored, skipped } = await restoreDump(database.pool, file)
  expect(restored).toContainEqual({ table: 'submitter_token', rows: 2, present: 0 })
  expect(skipped).toEqual([])
  const tokens = database.db
    .selectFrom('submitter_token')
    .select(['id', 'revoked_at'])
    .orderBy('id')
  expect((await tokens.execute()).map(({ id, revoked_at }) => [id, revoked_at !== null])).toEqual([
    ['good', false],
    ['here', false],
    ['revoked', true],
  ])
})

test('a token that is here is revoked by a dump, and by none made good again', async () => {
  writeFileSync(
    file,
    `${checkouts}COPY public.submitter_token (id, origin, bound, created_at, expires_at, revoked_at) FROM stdin;
${token('both', '2026-11-02 00:00:00+00')}${token('dumped', '2026-11-02 00:00:00+00')}${token('here', '\\N')}\\.\n`,
  )
  const made = { origin: 'maestro', bound: false, expires_at: '2999-01-01T00:00:00Z' }
  const here = '2026-11-03T00:00:00Z'
  await database.db
    .insertInto('submitter_token')
    .values([
      { ...made, id: 'both', revoked_at: here },
      { ...made, id: 'dumped', revoked_at: null },
      { ...made, id: 'here', revoked_at: here },
    ])
    .execute()
  const { restored } = await restoreDump(database.pool, file, { adds: true })
  expect(restored).toContainEqual({ table: 'submitter_token', rows: 0, present: 3 })
  const { rows } = await database.pool.query(
    `select id, to_char(revoked_at at time zone 'UTC', 'DD') as day from submitter_token order by id`,
  )
  expect(rows).toEqual([
    { id: 'both', day: '03' },
    { id: 'dumped', day: '02' },
    { id: 'here', day: '03' },
  ])
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
  ['an empty file', '', 'dump_without_tables', 'no rows at all'],
  ['a dump that ends early', checkouts.slice(0, -3), 'dump_truncated', 'after line 3'],
  ['a zip archive', 'PK\u0003\u0004', 'dump_not_plain', 'unzip -p'],
  [
    'a dump of two databases',
    `\\connect production\n${checkouts}\\connect staging\nCOPY issues (id, version, origin) FROM stdin;\ni\t1\to\n\\.\n`,
    'dump_databases',
    'line 7: rows of a second database, staging, after those of production in line 2',
  ],
  [
    'an unknown encoding',
    `SET client_encoding = 'KLINGON';\n${checkouts}`,
    'dump_encoding',
    'line 2: PostgreSQL knows no encoding "KLINGON"',
  ],
  [
    'bytes that are not in the encoding',
    Buffer.from(checkouts.replace('two', '\u00E9'), 'latin1'),
    'dump_row_refused',
    'line 2: checkouts: invalid byte sequence for encoding "UTF8"',
  ],
  [
    'a setting that PostgreSQL refuses',
    `SET TIME ZONE 'Mars';\n${checkouts}`,
    'dump_row_refused',
    'line 2: checkouts: invalid value for parameter "TimeZone": "Mars"',
  ],
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

test('letters are those that their encoding means, and it may change', async () => {
  const encodings: [string, Buffer, string][] = [
    ['LATIN1', Buffer.from('c3a9', 'hex'), 'Ã©'],
    ['UTF8', Buffer.from('c3a9', 'hex'), 'é'],
    ['WIN1252', Buffer.from('80', 'hex'), '€'],
    ['ISO_8859_15', Buffer.from('a4', 'hex'), '€'],
    ['EUC_JP', Buffer.from('b4c1', 'hex'), '漢'],
    ['SJIS', Buffer.from('955c', 'hex'), '表'],
    ['BIG5', Buffer.from('a55c', 'hex'), '功'],
    ['GB18030', Buffer.from('81308130', 'hex'), '\u0080'],
    ['SQL_ASCII', Buffer.from('c3a9', 'hex'), 'é'],
  ]
  const blocks = encodings.flatMap(([encoding, letters], n) => [
    Buffer.from(`SET client_encoding = '${encoding}';\nCOMMENT ON TABLE checkouts IS '`),
    letters,
    Buffer.from(`';\nCOPY checkouts (id, origin, comment) FROM stdin;\nc${n}\to\t`),
    letters,
    Buffer.from('\n\\.\n'),
  ])
  writeFileSync(file, Buffer.concat(blocks))
  await restoreDump(database.pool, file)
  const rows = await database.db.selectFrom('checkouts').select('comment').orderBy('id').execute()
  expect(rows.map(({ comment }) => comment)).toEqual(encodings.map(([, , letters]) => letters))
})

test('values mean what the settings of the dump say, as long as they hold', async () => {
  const rows = (id: string, time: string) =>
    `COPY checkouts (id, origin, start_time, git_commit_tags) FROM stdin;\n${id}\to\t${time}\t{NULL}\n\\.\n`
  writeFileSync(
    file,
    `SET datestyle = SQL, DMY;\nSET TIME ZONE 'Asia/Tokyo';\nSET array_nulls = off;\n${rows('a', '02/03/2026 09:00:00')}` +
      `RESET ALL;\n${rows('b', '2026-03-02 00:00:00+00')}`,
  )
  await restoreDump(database.pool, file)
  const found = await database.db
    .selectFrom('checkouts')
    .select(['start_time', sql<string>`git_commit_tags::text`.as('tags')])
    .orderBy('id')
    .execute()
  expect(found).toEqual([
    { start_time: '2026-03-02T00:00:00Z', tags: '{"NULL"}' },
    { start_time: '2026-03-02T00:00:00Z', tags: '{NULL}' },
  ])
})

test('a dump with lines in CR LF, bodies and comments goes in', async () => {
  const function_ = `CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $$\nbegin\ninsert into change_log values (now());\nreturn new;\nend $$;\n`
  writeFileSync(file, `${function_}${checkouts}`.replaceAll('\n', '\r\n'))
  await restoreDump(database.pool, file)
  expect(await ids()).toEqual(['c1', 'c2'])
})

test('adds what is not there, and leaves alone what is', async () => {
  writeFileSync(file, dump)
  await restoreDump(database.pool, file)
  await database.pool.query(`update checkouts set comment = 'mine' where id = 'c1'`)
  const more = `${checkouts.replace('c2\t', 'c3\t')}COPY builds FROM stdin;\n\\.\n`
  writeFileSync(file, more)
  const report = await restoreDump(database.pool, file, { adds: true })
  expect(report.restored).toEqual([
    { table: 'checkouts', rows: 1, present: 1 },
    { table: 'builds', rows: 0, present: 0 },
  ])
  expect(await ids()).toEqual(['c1', 'c2', 'c3'])
  const { rows } = await database.pool.query(`select comment from checkouts where id = 'c1'`)
  expect(rows).toEqual([{ comment: 'mine' }])
})

test('a row that PostgreSQL refuses is told by its place also when rows are added', async () => {
  writeFileSync(file, checkouts.replace('c2\tmaestro', 'c2\t\\N'))
  await expect(restoreDump(database.pool, file, { adds: true })).rejects.toMatchObject({
    code: 'dump_row_refused',
    message: expect.stringContaining('checkouts: null value in column "origin"'),
  })
})

test('a table may be given without its columns, or have none', async () => {
  writeFileSync(
    file,
    `COPY public.nothing  FROM stdin;\n\n\n\\.\nCOPY public.incidents FROM stdin;\n\\N\tn\to\ti\t1\t\\N\t\\N\tt\t\\N\t\\N\n\\.\n`,
  )
  expect(await restoreDump(database.pool, file)).toEqual({
    restored: [{ table: 'incidents', rows: 1, present: 0 }],
    outOfRange: [],
    skipped: ['nothing'],
  })
})

test('instants that no answer can write are stored as they are, and counted', async () => {
  const instants = ['infinity', '-infinity', '0044-03-15 12:00:00+00 BC', '10000-01-01 00:00:00+00']
  const within = ['\\N', '0001-01-01 00:00:00+00', '9999-12-31 23:59:59.999999+00']
  const lines = [...instants, ...within].map((at, n) => `t${n}\tb\to\t${at}\t${instants[0]}\n`)
  writeFileSync(
    file,
    `COPY tests (id, build_id, origin, start_time, _timestamp) FROM stdin;\n${lines.join('')}\\.\n`,
  )
  expect((await restoreDump(database.pool, file)).outOfRange).toEqual([
    { table: 'tests', column: '_timestamp', count: 7 },
    { table: 'tests', column: 'start_time', count: 4 },
  ])
  await rebuildRollUp(database.pool)
  const { drift } = await verifyRollUp(database.pool, { sample: 'all', repair: false })
  expect(drift).toEqual([])
  const stored = await database.pool.query(
    `select start_time::text as at from tests order by id limit 4`,
  )
  expect(stored.rows).toEqual(instants.map((at) => ({ at })))
})

test('INSERTs go in as COPY blocks do, whatever stands in them', async () => {
  const odd = String.raw`{"a": "\\ \u00e9", "n": 12345678901234567890}`
  writeFileSync(
    file,
    `CREATE TABLE public.issues (id text, version integer, "misc" jsonb, origin text);
INSERT INTO public.issues VALUES ('i', 1, '${odd}', 'it''s'), ('i', -2, NULL, 'a\tb\n\\N');
INSERT INTO public.builds (id, checkout_id, origin, duration, series) VALUES ('b', 'c', 'o', 'NaN', DEFAULT);
INSERT INTO public.builds (id, checkout_id, origin, duration, series) VALUES ('d', 'c', 'o', 0.5, DEFAULT);
`,
  )
  expect((await restoreDump(database.pool, file)).restored).toEqual([
    { table: 'issues', rows: 2, present: 0 },
    { table: 'builds', rows: 2, present: 0 },
  ])
  const stored = await database.pool.query(
    `select id, version::text as value, origin, misc::text from issues
     union all select id, duration::text, origin, null from builds order by id, value`,
  )
  expect(stored.rows).toEqual([
    { id: 'b', value: 'NaN', origin: 'o', misc: null },
    { id: 'd', value: '0.5', origin: 'o', misc: null },
    { id: 'i', value: '-2', origin: 'a\tb\n\\N', misc: null },
    {
      id: 'i',
      value: '1',
      origin: "it's",
      misc: String.raw`{"a": "\\ é", "n": 12345678901234567890}`,
    },
  ])
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
    message: expect.stringMatching(new RegExp(`table ${table} has rows.*DATA_DIR`)),
  })
  expect(await ids()).toEqual([])
})

test('a server that ends meanwhile blames no line of the dump', async () => {
  writeFileSync(file, dump)
  await database.pool.query(`
    create function end_session() returns trigger language plpgsql
      as 'begin perform pg_terminate_backend(pg_backend_pid()); return new; end';
    create trigger ends before insert on checkouts for each row execute function end_session()`)
  await expect(restoreDump(database.pool, file)).rejects.toMatchObject({ code: '57P01' })
  await database.pool.query('drop function end_session cascade')
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
