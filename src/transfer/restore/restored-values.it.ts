import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { rebuildRollUp } from '../../rollup/rebuild/rebuild.ts'
import { verifyRollUp } from '../../rollup/verify/verify.ts'
import { openRestoring, type Restoring } from './testing/restoring.ts'

let restoring: Restoring
beforeAll(async () => {
  restoring = await openRestoring()
})
afterAll(() => restoring[Symbol.asyncDispose]())
afterEach(() => restoring.empty())

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
  await restoring.restore(Buffer.concat(blocks))
  const rows = await restoring.database.db
    .selectFrom('checkouts')
    .select('comment')
    .orderBy('id')
    .execute()
  expect(rows.map(({ comment }) => comment)).toEqual(encodings.map(([, , letters]) => letters))
})

test('values mean what the settings of the dump say, as long as they hold', async () => {
  const rows = (id: string, time: string) =>
    `COPY checkouts (id, origin, start_time, git_commit_tags) FROM stdin;\n${id}\to\t${time}\t{NULL}\n\\.\n`
  await restoring.restore(
    `SET datestyle = SQL, DMY;\nSET TIME ZONE 'Asia/Tokyo';\nSET array_nulls = off;\n${rows('a', '02/03/2026 09:00:00')}` +
      `RESET ALL;\n${rows('b', '2026-03-02 00:00:00+00')}`,
  )
  const found = await restoring.database.db
    .selectFrom('checkouts')
    .select(['start_time', sql<string>`git_commit_tags::text`.as('tags')])
    .orderBy('id')
    .execute()
  expect(found).toEqual([
    { start_time: '2026-03-02T00:00:00Z', tags: '{"NULL"}' },
    { start_time: '2026-03-02T00:00:00Z', tags: '{NULL}' },
  ])
})

test('a table may be given without its columns, or have none', async () => {
  const report = await restoring.restore(
    `COPY public.nothing  FROM stdin;\n\n\n\\.\nCOPY public.incidents FROM stdin;\n\\N\tn\to\ti\t1\t\\N\t\\N\tt\t\\N\t\\N\n\\.\n`,
  )
  expect(report).toEqual({
    restored: [{ table: 'incidents', rows: 1, present: 0 }],
    outOfRange: [],
    skipped: ['nothing'],
  })
})

test('instants that no answer can write are stored as they are, and counted', async () => {
  const instants = ['infinity', '-infinity', '0044-03-15 12:00:00+00 BC', '10000-01-01 00:00:00+00']
  const within = ['\\N', '0001-01-01 00:00:00+00', '9999-12-31 23:59:59.999999+00']
  const lines = [...instants, ...within].map((at, n) => `t${n}\tb\to\t${at}\t${instants[0]}\n`)
  const { outOfRange } = await restoring.restore(
    `COPY tests (id, build_id, origin, start_time, _timestamp) FROM stdin;\n${lines.join('')}\\.\n`,
  )
  expect(outOfRange).toEqual([
    { table: 'tests', column: '_timestamp', count: 7 },
    { table: 'tests', column: 'start_time', count: 4 },
  ])
  await rebuildRollUp(restoring.database.pool)
  const { drift } = await verifyRollUp(restoring.database.pool, { sample: 'all', repair: false })
  expect(drift).toEqual([])
  const stored = await restoring.database.pool.query(
    `select start_time::text as at from tests order by id limit 4`,
  )
  expect(stored.rows).toEqual(instants.map((at) => ({ at })))
})

test('INSERTs go in as COPY blocks do, whatever stands in them', async () => {
  const odd = String.raw`{"a": "\\ \u00e9", "n": 12345678901234567890}`
  const { restored } =
    await restoring.restore(`CREATE TABLE public.issues (id text, version integer, "misc" jsonb, origin text);
INSERT INTO public.issues VALUES ('i', 1, '${odd}', 'it''s'), ('i', -2, NULL, 'a\tb\n\\N');
INSERT INTO public.builds (id, checkout_id, origin, duration, series) VALUES ('b', 'c', 'o', 'NaN', DEFAULT);
INSERT INTO public.builds (id, checkout_id, origin, duration, series) VALUES ('d', 'c', 'o', 0.5, DEFAULT);
`)
  expect(restored).toEqual([
    { table: 'issues', rows: 2, present: 0 },
    { table: 'builds', rows: 2, present: 0 },
  ])
  const stored = await restoring.database.pool.query(
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
