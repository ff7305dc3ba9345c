import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { inQueue } from '../../testing/database/in-queue.ts'
import { checkoutRows, wholeDump } from './testing/dumps.ts'
import { openRestoring, type Restoring } from './testing/restoring.ts'

let restoring: Restoring
beforeAll(async () => {
  restoring = await openRestoring()
})
afterAll(() => restoring[Symbol.asyncDispose]())
afterEach(() => restoring.empty())

test('waits for the writer before it', async () => {
  await inQueue(restoring.database.pool, [() => restoring.restore(wholeDump)])
  expect(await restoring.checkoutIds()).toEqual(['c1', 'c2'])
})

test.each([
  ['plain', Buffer.from(wholeDump)],
  ['gzip', gzipSync(wholeDump)],
])('a %s dump goes in, tables of others are passed over', async (_, bytes) => {
  const seen: number[] = []
  const report = await restoring.restore(bytes, {
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
  const rows = await restoring.database.db
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

test('a dump with lines in CR LF, bodies and comments goes in', async () => {
  const function_ = `CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $$\nbegin\ninsert into change_log values (now());\nreturn new;\nend $$;\n`
  await restoring.restore(`${function_}${checkoutRows}`.replaceAll('\n', '\r\n'))
  expect(await restoring.checkoutIds()).toEqual(['c1', 'c2'])
})

test('adds what is not there, and leaves alone what is', async () => {
  await restoring.restore(wholeDump)
  await restoring.database.pool.query(`update checkouts set comment = 'mine' where id = 'c1'`)
  const more = `${checkoutRows.replace('c2\t', 'c3\t')}COPY builds FROM stdin;\n\\.\n`
  const report = await restoring.restore(more, { adds: true })
  expect(report.restored).toEqual([
    { table: 'checkouts', rows: 1, present: 1 },
    { table: 'builds', rows: 0, present: 0 },
  ])
  expect(await restoring.checkoutIds()).toEqual(['c1', 'c2', 'c3'])
  const { rows } = await restoring.database.pool.query(
    `select comment from checkouts where id = 'c1'`,
  )
  expect(rows).toEqual([{ comment: 'mine' }])
})

test.each([
  ['issues', `(id, version, origin) values ('i', 1, 'o')`],
  ['hardware_registry_silicon_vendors', `(id, type) values ('v', 'silicon_vendor')`],
])('a database with rows in %s is left alone', async (table, row) => {
  await restoring.database.pool.query(`insert into ${table} ${row}`)
  await expect(restoring.restore(wholeDump)).rejects.toMatchObject({
    code: 'table_not_empty',
    message: expect.stringMatching(new RegExp(`table ${table} has rows.*DATA_DIR`)),
  })
  expect(await restoring.checkoutIds()).toEqual([])
})

test('a restore that is stopped leaves nothing and gives the lock back', async () => {
  const many = Array.from({ length: 200_000 }, (_, n) => `c${n}\to\n`).join('')
  const stop = new AbortController()
  const restore = restoring.restore(`COPY checkouts (id, origin) FROM stdin;\n${many}\\.\n`, {
    signal: stop.signal,
    onProgress: ({ readBytes }) => {
      if (readBytes > 0) stop.abort(new Error('enough'))
    },
  })
  await expect(restore).rejects.toThrow('enough')
  expect(await restoring.checkoutIds()).toEqual([])
  expect((await restoring.restore(wholeDump)).restored).toHaveLength(3)
})
