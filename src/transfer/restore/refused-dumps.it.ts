import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { restoreDump } from './restore-dump.ts'
import { checkoutRows, wholeDump } from './testing/dumps.ts'
import { openRestoring, type Restoring } from './testing/restoring.ts'

let restoring: Restoring
beforeAll(async () => {
  restoring = await openRestoring()
})
afterAll(() => restoring[Symbol.asyncDispose]())
afterEach(() => restoring.empty())

test.each([
  [
    'a row that PostgreSQL refuses',
    checkoutRows.replace('c2\tmaestro', 'c2\t\\N'),
    'dump_row_refused',
    'line 3: checkouts: null value in column "origin"',
  ],
  [
    'a value of another type',
    `${checkoutRows}COPY builds (id, checkout_id, origin, duration) FROM stdin;\nb\tc\to\tlong\n\\.\n`,
    'dump_row_refused',
    'line 6: builds.duration: invalid input syntax',
  ],
  [
    'a column that is computed',
    `${checkoutRows}COPY public.builds (id, series) FROM stdin;\n\\.\n`,
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
  ['a dump that ends early', checkoutRows.slice(0, -3), 'dump_truncated', 'after line 3'],
  ['a zip archive', 'PK\u0003\u0004', 'dump_not_plain', 'unzip -p'],
  [
    'a dump of two databases',
    `\\connect production\n${checkoutRows}\\connect staging\nCOPY issues (id, version, origin) FROM stdin;\ni\t1\to\n\\.\n`,
    'dump_databases',
    'line 7: rows of a second database, staging, after those of production in line 2',
  ],
  [
    'an unknown encoding',
    `SET client_encoding = 'KLINGON';\n${checkoutRows}`,
    'dump_encoding',
    'line 2: PostgreSQL knows no encoding "KLINGON"',
  ],
  [
    'bytes that are not in the encoding',
    Buffer.from(checkoutRows.replace('two', '\u00E9'), 'latin1'),
    'dump_row_refused',
    'line 2: checkouts: invalid byte sequence for encoding "UTF8"',
  ],
  [
    'a setting that PostgreSQL refuses',
    `SET TIME ZONE 'Mars';\n${checkoutRows}`,
    'dump_row_refused',
    'line 2: checkouts: invalid value for parameter "TimeZone": "Mars"',
  ],
  [
    'a cut off gzip file',
    gzipSync(wholeDump).subarray(0, 200),
    'dump_unreadable',
    'unexpected end of file',
  ],
])('%s is refused and nothing stays', async (_, content, code, message) => {
  await expect(restoring.restore(content)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
  })
  expect(await restoring.checkoutIds()).toEqual([])
})

test('a row that PostgreSQL refuses is told by its place also when rows are added', async () => {
  await expect(
    restoring.restore(checkoutRows.replace('c2\tmaestro', 'c2\t\\N'), { adds: true }),
  ).rejects.toMatchObject({
    code: 'dump_row_refused',
    message: expect.stringContaining('checkouts: null value in column "origin"'),
  })
})

test('a file that is not there is an error in words', async () => {
  await expect(restoreDump(restoring.database.pool, '/nowhere/none.sql')).rejects.toMatchObject({
    code: 'dump_unreadable',
    message: expect.stringContaining('no such file'),
  })
})

test('a server that ends meanwhile blames no line of the dump', async () => {
  await restoring.database.pool.query(`
    create function end_session() returns trigger language plpgsql
      as 'begin perform pg_terminate_backend(pg_backend_pid()); return new; end';
    create trigger ends before insert on checkouts for each row execute function end_session()`)
  await expect(restoring.restore(wholeDump)).rejects.toMatchObject({ code: '57P01' })
  await restoring.database.pool.query('drop function end_session cascade')
  expect(await restoring.checkoutIds()).toEqual([])
})
