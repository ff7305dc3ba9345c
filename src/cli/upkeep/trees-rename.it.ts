import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HttpApp } from '../../http/http-app.ts'
import { appWithoutDatabase } from '../../testing/http/app-without-database.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { workedExample } from '../../testing/rows/worked-example.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { runHere } from '../testing/run-here.ts'

let database: TestDatabase
let app: HttpApp
beforeAll(async () => {
  database = await createTestDatabase()
  app = appWithoutDatabase({ db: database.db }).app
  await writeRows(database.pool, workedExample)
})
afterAll(() => database.drop())

/** Runs `treeline trees rename` in this process; what it says, also of what is wrong. */
async function rename(...args: string[]): Promise<{ status: number; said: string }> {
  const ran = await runHere(['trees', 'rename', ...args], { DATABASE_URL: database.url })
  return { status: ran.status, said: ran.said + ran.complained }
}

/** What the pages of a tree show, without its name. */
async function pagesOf(tree: string): Promise<unknown[]> {
  const targets = [
    `/api/tree/${tree}/master/H1/full?origin=maestro&git_url=https://git/linux.git`,
    `/api/tree/${tree}/master/commits?origin=maestro&git_url=https://git/linux.git`,
    '/api/tree/?origin=maestro&interval_in_days=700000',
  ]
  const answers = targets.map(async (target) => {
    const answer = await app.request(`http://localhost${target}`)
    return [answer.status, (await answer.text()).replaceAll(tree, 'TREE')]
  })
  return Promise.all(answers)
}

test('shows what it would rename, and renames only when it is told to', async () => {
  const before = await pagesOf('mainline')
  const shown = 'maestro\thttps://git/linux.git\tmaster\t3 checkout(s)'
  const dry = await rename('mainline', 'linus', '--dry-run')
  expect(dry).toMatchObject({ status: 0, said: expect.stringContaining(shown) })
  const asked = await rename('mainline', 'linus')
  expect(asked).toMatchObject({ status: 2, said: expect.stringContaining('add --yes') })
  expect(await pagesOf('mainline')).toEqual(before)

  const nothing = await pagesOf('never-there')
  const done = await rename('mainline', 'linus', '--yes', '--origin', 'maestro')
  expect(done).toMatchObject({ status: 0, said: expect.stringContaining('renamed 3 checkout(s)') })
  expect(await pagesOf('linus')).toEqual(before)
  const [page, commits] = await pagesOf('mainline')
  expect([page, commits]).toEqual(nothing.slice(0, 2))
  const again = await rename('mainline', 'linus', '--yes')
  expect(again).toMatchObject({ status: 2, said: expect.stringContaining('no checkout') })
})

test('tells of a tree that is joined', async () => {
  await rename('linus', 'mainline', '--yes')
  const joined = { ...workedExample.checkouts?.[0], id: 'other', tree_name: 'linus' }
  await writeRows(database.pool, { checkouts: [joined] })
  const { said } = await rename('linus', 'mainline', '--dry-run')
  expect(said).toContain('`mainline` has 3 checkout(s) already')
  expect(await rename('linus', 'linus')).toMatchObject({ status: 2 })
  expect(await rename('linus', ' ', '--yes')).toMatchObject({ status: 2 })
  expect(await rename('linus', 'main\nline', '--yes')).toMatchObject({ status: 2 })
})

test('shows branches so that a terminal obeys nothing of them', async () => {
  const hostile = { ...workedExample.checkouts?.[0], id: 'hostile', tree_name: 'hostile' }
  const branch = '\u001b[2Jmain\nmaestro'
  await writeRows(database.pool, { checkouts: [{ ...hostile, git_repository_branch: branch }] })
  const dry = await rename('hostile', 'other', '--dry-run')
  expect(dry).toMatchObject({
    status: 0,
    said: expect.stringContaining('\t\\u001b[2Jmain\\u000amaestro\t1 checkout'),
  })
})
