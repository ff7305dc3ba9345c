import { afterAll, beforeAll, expect, it } from 'vitest'
import { DataVersion } from '../../read/versions/data-version.ts'
import { readLastChanges } from '../../read/versions/read-last-changes.ts'
import { anything } from '../../read/versions/scope.ts'
import { connectionsInUse } from '../../testing/database/connections-in-use.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { appWithoutDatabase } from '../../testing/http/app-without-database.ts'
import { readyAnswersOf } from '../../testing/http/ready-answers.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'

const origin = 'maestro'
const tree = {
  tree_name: 'mainline',
  git_repository_url: 'https://git.example.org',
  git_repository_branch: 'master',
}
const start_time = '2026-02-01T00:00:00Z'
const list = '/api/tree/mainline/master/h_c/tests?origin=maestro'
/** In a body of two thirds of a megabyte. */
const tests = 1_500

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 3 })
  await writeRows(database.pool, {
    checkouts: ['c', 'other'].map((id) => ({
      id,
      origin,
      start_time,
      ...tree,
      git_commit_hash: `h_${id}`,
    })),
    builds: ['c', 'other'].map((id) => ({ id: `b_${id}`, checkout_id: id, origin, start_time })),
    tests: Array.from({ length: tests }, (_, place) => test(`t${place}`)),
  })
})
afterAll(() => database.drop())

function test(id: string, build_id = 'b_c') {
  return { id, build_id, origin, start_time, path: `suite.${'x'.repeat(100)}`, status: 'PASS' }
}

/** A process that knows of the newest commit, and has made no answer yet. */
async function newProcess() {
  const version = new DataVersion()
  const number = (await readLastChanges(database.db, [anything]))(anything)
  version.see({ number, dataset: 'd' }, new Date('2026-02-02T00:00:00Z'))
  const { app } = appWithoutDatabase({ db: database.db, ready: readyAnswersOf(version) })
  return async (path = list, headers = {}, method = 'GET') => app.request(path, { method, headers })
}

/** What says which answer it is. */
function mark({ headers }: Response) {
  return ['etag', 'last-modified', 'x-data-as-of', 'vary', 'cache-control'].map((name) =>
    headers.get(name),
  )
}

async function tagOf(answer: Response): Promise<string> {
  await answer.arrayBuffer()
  return answer.headers.get('etag') ?? 'none'
}

it.each(['identity', 'gzip', 'zstd'])(
  'is in the first answer, which is sent while it is read, as in the next, packed by %s',
  async (coding) => {
    const ask = await newProcess()
    const headers = { 'accept-encoding': coding }
    const first = await ask(undefined, headers)
    expect(first.headers.get('content-length')).toBeNull()
    expect(first.headers.get('etag')).toMatch(/^W\/"[\w-]{22}"$/)
    expect(first.headers.get('x-data-as-of')).toBe('2026-02-02T00:00:00.000Z')
    const marks = mark(first)
    await first.arrayBuffer()
    const next = await untilKept(() => ask(undefined, headers))
    expect(mark(next)).toEqual(marks)
  },
)

/** An answer is kept a moment after its last byte. */
async function untilKept(ask: () => Promise<Response>): Promise<Response> {
  for (;;) {
    const answer = await ask()
    await answer.arrayBuffer()
    if (answer.headers.has('content-length')) return answer
  }
}

it('is the same in every process, and for HEAD', async () => {
  const one = await tagOf(await (await newProcess())())
  const another = await newProcess()
  const headers = { 'accept-encoding': 'gzip' }
  const head = await another(undefined, headers, 'HEAD')
  expect(head.headers.get('vary')).toBe('Accept, Accept-Encoding, origin')
  expect(await tagOf(head)).toBe(one)
  expect(await tagOf(await another())).toBe(one)
})

it('is another one for what is asked in another way', async () => {
  const ask = await newProcess()
  const asked: Parameters<typeof ask>[] = [
    [list],
    [list.replace('/tests', '/full')],
    [`${list}&full_environment_misc=true`],
    [list, { accept: 'text/csv' }],
  ]
  const tags = new Set<string>()
  for (const one of asked) tags.add(await tagOf(await ask(...one)))
  expect(tags.size).toBe(asked.length)
})

it('spares who has the answer its body, and reads no further', async () => {
  const etag = await tagOf(await (await newProcess())())
  const ask = await newProcess()
  const answer = await ask(undefined, { 'if-none-match': `"other", ${etag}` })
  expect(answer.status).toBe(304)
  expect(await answer.text()).toBe('')
  expect(answer.headers.get('content-type')).toBeNull()
  const full = await ask()
  expect(mark(full)).toEqual([mark(answer)[0], expect.any(String), ...mark(answer).slice(2)])
  await full.arrayBuffer()
  const { pool } = database
  await expect.poll(() => connectionsInUse(pool), { timeout: 10_000 }).toBe(0)
})

it('changes with a commit that changes the list, and with no other', async () => {
  const before = await tagOf(await (await newProcess())())
  await writeRows(database.pool, { tests: [test('t_other', 'b_other')] })
  expect(await tagOf(await (await newProcess())())).toBe(before)
  await writeRows(database.pool, { tests: [{ ...test('t0'), status: 'FAIL' }] })
  expect(await tagOf(await (await newProcess())())).not.toBe(before)
})

it('is that of the state in which a list began that goes on in a later one', async () => {
  const first = await (await newProcess())()
  const { pool } = database
  await expect.poll(() => connectionsInUse(pool), { timeout: 10_000 }).toBe(0)
  await writeRows(pool, { tests: [{ ...test('t_later'), start_time: undefined }] })
  const later = await tagOf(await (await newProcess())())
  const body = (await first.json()) as { tests: { id: string }[] }
  expect(body.tests.map(({ id }) => id)).toContain('t_later')
  // so nobody is told that this is what there is
  expect(first.headers.get('etag')).not.toBe(later)
})

it('is not there while nobody knows which data it is', async () => {
  const { app } = appWithoutDatabase({ db: database.db })
  expect(await tagOf(await app.request(list))).toBe('none')
})
