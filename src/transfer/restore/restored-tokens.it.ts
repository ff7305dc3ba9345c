import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { checkoutRows } from './testing/dumps.ts'
import { openRestoring, type Restoring } from './testing/restoring.ts'

let restoring: Restoring
beforeAll(async () => {
  restoring = await openRestoring()
})
afterAll(() => restoring[Symbol.asyncDispose]())
afterEach(() => restoring.empty())

/** A row of a dump. */
const token = (id: string, revoked: string) =>
  `${id}\tmaestro\tf\t2026-11-01 00:00:00+00\t2999-01-01 00:00:00+00\t${revoked}\n`

test('a token that was revoked stays revoked, also beside one that was made here', async () => {
  const here = { id: 'here', origin: 'maestro', bound: false, expires_at: '2999-01-01T00:00:00Z' }
  await restoring.database.db
    .insertInto('submitter_token')
    .values({ ...here, revoked_at: null })
    .execute()
  const { restored, skipped } =
    await restoring.restore(`${checkoutRows}COPY public.submitter_token (id, origin, bound, created_at, expires_at, revoked_at) FROM stdin;
${token('good', '\\N')}${token('revoked', '2026-11-02 00:00:00+00')}\\.\n`)
  expect(restored).toContainEqual({ table: 'submitter_token', rows: 2, present: 0 })
  expect(skipped).toEqual([])
  const tokens = restoring.database.db
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
  const made = { origin: 'maestro', bound: false, expires_at: '2999-01-01T00:00:00Z' }
  const here = '2026-11-03T00:00:00Z'
  await restoring.database.db
    .insertInto('submitter_token')
    .values([
      { ...made, id: 'both', revoked_at: here },
      { ...made, id: 'dumped', revoked_at: null },
      { ...made, id: 'here', revoked_at: here },
    ])
    .execute()
  const { restored } = await restoring.restore(
    `${checkoutRows}COPY public.submitter_token (id, origin, bound, created_at, expires_at, revoked_at) FROM stdin;
${token('both', '2026-11-02 00:00:00+00')}${token('dumped', '2026-11-02 00:00:00+00')}${token('here', '\\N')}\\.\n`,
    { adds: true },
  )
  expect(restored).toContainEqual({ table: 'submitter_token', rows: 0, present: 3 })
  const { rows } = await restoring.database.pool.query(
    `select id, to_char(revoked_at at time zone 'UTC', 'DD') as day from submitter_token order by id`,
  )
  expect(rows).toEqual([
    { id: 'both', day: '03' },
    { id: 'dumped', day: '02' },
    { id: 'here', day: '03' },
  ])
})
