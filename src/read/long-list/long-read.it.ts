import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { Overloaded } from '../../platform/turns/overloaded.ts'
import { runWhileWanted } from '../../platform/waiting/wanted-until.ts'
import { readLastChanges } from '../versions/read-last-changes.ts'
import { anything } from '../versions/scope.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { LongList } from './long-list.ts'
import { LongRead, mostListsAtOnce } from './long-read.ts'
import { rowsPerChunk } from './row-cursor.ts'

const count = 4500

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 2 })
})
beforeEach(async () => {
  await database.pool.query(
    `drop table if exists numbers;
     create table numbers as select n from generate_series(1, ${count}) n`,
  )
})
afterAll(() => database.drop())

const numbers = LongList.of<{ n: number }, number, number>(
  ({ after, most }) =>
    sql`select n from numbers where n > ${after ?? 0}::int order by n limit ${most}`,
  (rows) => rows.map(({ n }) => ({ item: n, key: n })),
)
const upTo = (last: number) => Array.from({ length: last }, (_, place) => place + 1)
const patient = { idleMs: 60_000, mostMs: 60_000 }
const idle = () => database.pool.idleCount === database.pool.totalCount
/** Half of the numbers become negative, and more come. */
const change = () =>
  database.pool.query(
    `delete from numbers where n % 2 = 0; insert into numbers values (${count + 1})`,
  )

/** Takes chunk after chunk, with something in between. */
async function take(read: LongRead, between: (chunks: number) => Promise<unknown>) {
  const handed = read.handOver(read.items(numbers))
  const found: number[] = []
  for (let chunks = 1; ; chunks += 1) {
    const { done, value } = await handed.next()
    if (done === true) return { found, ...value }
    found.push(...value)
    await between(chunks)
  }
}

it('shows one state to who takes without delay, whatever is committed meanwhile', async () => {
  const read = new LongRead(database.db, patient)
  const taken = await take(read, (chunks) => (chunks === 1 ? change() : Promise.resolve()))
  expect(taken).toEqual({ found: upTo(count), showsOneState: true })
  expect(idle()).toBe(true)
})

it('lets go of its connection for a slow one, and goes on after what was taken', async () => {
  const read = new LongRead(database.db, { ...patient, idleMs: 5 })
  const taken = await take(read, async (chunks) => {
    if (chunks > 1) return
    await expect.poll(idle).toBe(true)
    await change()
  })
  const later = upTo(count + 1).filter((n) => n > rowsPerChunk && n % 2 === 1)
  expect(taken).toEqual({ found: [...upTo(rowsPerChunk), ...later], showsOneState: false })
})

it('lets others have the connection now and then', async () => {
  const read = new LongRead(database.db, { ...patient, mostMs: 0 })
  const taken = await take(read, async () => {
    await sleep(1)
  })
  expect(taken).toEqual({ found: upTo(count), showsOneState: false })
})

it('knows what changed last however long the next rows take', async () => {
  const slow = LongList.of<{ n: number }, number, number>(
    () => sql`
      select n, case when n > ${sql.lit(rowsPerChunk)} then pg_sleep(0.1) end
      from (select n from numbers order by n limit ${rowsPerChunk + 1}) ordered`,
    (rows) => rows.map(({ n }) => ({ item: n, key: n })),
  )
  const read = new LongRead(database.db, { ...patient, idleMs: 10 })
  const handed = read.handOver(read.items(slow))
  expect((await handed.next()).value).toHaveLength(rowsPerChunk)
  const changed = await read.lastChanges([anything])
  expect(changed?.(anything)).toBe((await readLastChanges(database.db, [anything]))(anything))
  await expect.poll(idle).toBe(true)
  expect(await read.lastChanges([anything])).toBeNull()
  await handed.return({ showsOneState: false })
})

it('says why the next rows cannot be had to who wants to know what changed last', async () => {
  const failing = LongList.of<{ n: number }, number, number>(
    () => sql`
      select n, 1 / (case when n > ${sql.lit(rowsPerChunk)} then 0 else 1 end)
      from (select n from numbers order by n limit ${rowsPerChunk + 1}) ordered`,
    (rows) => rows.map(({ n }) => ({ item: n, key: n })),
  )
  const read = new LongRead(database.db, patient)
  const handed = read.handOver(read.items(failing))
  expect((await handed.next()).value).toHaveLength(rowsPerChunk)
  await expect(read.lastChanges([anything])).rejects.toMatchObject({ code: '22012' })
  await handed.return({ showsOneState: false })
  expect(idle()).toBe(true)
})

it('begins no more lists than can be held, however slow their readers are', async () => {
  const begin = async () => {
    const read = new LongRead(database.db, { ...patient, idleMs: 0 })
    const handed = read.handOver(read.items(numbers))
    await handed.next()
    return handed
  }
  const slow = []
  for (let number = 0; number < mostListsAtOnce; number += 1) slow.push(await begin())
  await expect(begin()).rejects.toBeInstanceOf(Overloaded)
  await slow.pop()?.return({ showsOneState: false })
  const leaving = new AbortController()
  const left = await runWhileWanted(leaving.signal, begin)
  await expect(begin()).rejects.toBeInstanceOf(Overloaded)
  leaving.abort()
  slow.push(left, await begin())
  for (const handed of slow) await handed.return({ showsOneState: false })
  await expect.poll(idle).toBe(true)
})

it('gives its connection back when nobody takes the rest', async () => {
  const read = new LongRead(database.db, patient)
  const handed = read.handOver(read.items(numbers))
  expect((await handed.next()).value).toHaveLength(rowsPerChunk)
  expect(idle()).toBe(false)
  await handed.return({ showsOneState: false })
  expect(idle()).toBe(true)
})

it('gives its connection back when it cannot go on', async () => {
  const read = new LongRead(database.db, { ...patient, idleMs: 1 })
  const taking = take(read, async () => {
    await expect.poll(idle).toBe(true)
    await database.pool.query('drop table if exists numbers')
  })
  await expect(taking).rejects.toThrow('"numbers" does not exist')
  expect(idle()).toBe(true)
})

it('begins nothing for who has left', async () => {
  const left = AbortSignal.abort()
  const taking = runWhileWanted(left, () =>
    take(new LongRead(database.db, patient), () => Promise.resolve()),
  )
  await expect(taking).rejects.toThrow('nobody waits')
  expect(idle()).toBe(true)
})
