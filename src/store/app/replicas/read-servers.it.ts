import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { LongList } from '../../../read/long-list/long-list.ts'
import { LongRead } from '../../../read/long-list/long-read.ts'
import { inSnapshot } from '../../../read/snapshot.ts'
import { runAtCost } from '../../../platform/turns/asked-cost.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { type OpenDatabase, openDatabase } from '../database.ts'
import {
  datasetOf,
  type KnownCommit,
  newestCommit,
  newestCommitSql,
} from '../commits/newest-commit.ts'
import type { PrimaryReason } from './read-servers.ts'
import { Replica } from './replica.ts'
import { replicatedReader } from './replicated-reader.ts'

/** The server itself stands for a replica, which is as far as the commit that is wanted says. */
let database: TestDatabase
let copy: OpenDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  copy = openDatabase({
    url: database.url,
    applicationName: 'a replica',
    poolSize: 2,
    acquireTimeoutMs: 1_000,
    statementTimeoutMs: 5_000,
    onIdleError: () => {},
  })
})
afterAll(async () => {
  await copy[Symbol.asyncDispose]()
  await database.drop()
})

let replica: Replica
let known: KnownCommit | null
let reasons: PrimaryReason[]
beforeEach(async () => {
  replica = new Replica('a')
  replica.connectTo(copy)
  replica.seen(true)
  reasons = []
  const { rows } = await database.pool.query(newestCommitSql)
  const seen = newestCommit(rows)
  known = { number: seen.number, dataset: datasetOf('1:1', seen) }
})

const reader = () =>
  replicatedReader({
    primary: database,
    replicas: [new Replica('never reached'), replica],
    known: () => known,
    onPrimary: (reason) => reasons.push(reason),
  })

const whoAnswers = sql<{ name: string }>`select current_setting('application_name') as name`
const askedAlone = async () => (await whoAnswers.execute(reader())).rows[0]?.name
const askedTwice = () =>
  inSnapshot(reader(), async (db) => {
    const names = [await whoAnswers.execute(db), await whoAnswers.execute(db)]
    return names.map(({ rows }) => rows[0]?.name)
  })

it('asks a replica that shows every commit which is known', async () => {
  expect(await askedAlone()).toBe('a replica')
  expect(await askedTwice()).toEqual(['a replica', 'a replica'])
  expect(replica.reads).toBe(2)
  expect(reasons).toEqual([])
  expect(copy.pool.idleCount).toBe(copy.pool.totalCount)
})

it('takes the answer of none that lacks a commit, and asks it no more until it has it', async () => {
  if (known !== null) known = { ...known, number: known.number + 1 }
  expect(await askedTwice()).toEqual(['treeline test', 'treeline test'])
  expect(await askedAlone()).toBe('treeline test')
  expect(reasons).toEqual(['behind', 'none_fit'])
  expect(replica.state).toBe('behind')
  if (known !== null) known = { ...known, number: known.number - 1 }
  replica.seen(true)
  expect(await askedAlone()).toBe('a replica')
})

it('waits a moment for one that is just about to replay it', async () => {
  if (known === null) return expect.fail()
  const { number } = known
  known = { ...known, number: number + 1 }
  const asking = askedAlone()
  await database.pool.query(
    `update scope_version set changed = ${number + 1} where kind = 'global'`,
  )
  expect(await asking).toBe('a replica')
})

it('asks none whose numbers count other data, or while nobody knows what is new', async () => {
  if (known !== null) known = { ...known, dataset: '1:1:2:3', number: 0 }
  expect(await askedAlone()).toBe('treeline test')
  known = null
  expect(await askedAlone()).toBe('treeline test')
  expect(reasons).toEqual(['behind', 'unknown_version'])
})

it('asks none of another cluster, or that went another way since another server is the primary', async () => {
  replica.isOn({ cluster: '1', timeline: 1 })
  expect(await askedAlone()).toBe('a replica')
  if (known !== null) known = { ...known, dataset: known.dataset.replace('1:1:', '1:2:') }
  expect(await askedAlone()).toBe('treeline test')
  replica.isOn({ cluster: '1', timeline: 2 })
  expect(await askedAlone()).toBe('a replica')
  replica.isOn({ cluster: '2', timeline: 2 })
  expect(await askedAlone()).toBe('treeline test')
  expect(reasons).toEqual(['none_fit', 'none_fit'])
})

/** Ends the connections of the replica: those in use at the next statement, the others before it returns. */
async function kill(): Promise<void> {
  await database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'a replica'`,
  )
  await expect.poll(() => copy.pool.idleCount).toBe(0)
}

it('reads all of it again from the primary where a replica fails in between', async () => {
  let tries = 0
  const names = await inSnapshot(reader(), async (db) => {
    tries += 1
    const first = await whoAnswers.execute(db)
    if (tries === 1) await kill()
    const second = await whoAnswers.execute(db)
    return [first, second].map(({ rows }) => rows[0]?.name)
  })
  expect(names).toEqual(['treeline test', 'treeline test'])
  expect(reasons).toEqual(['retried'])
})

it('goes on with a long list on the primary where a replica fails in between', async () => {
  const numbers = LongList.of<{ n: number }, number, number>(
    ({ after, most }) =>
      sql`select n from generate_series(1, 2500) n where n > ${after ?? 0}::int order by n limit ${most}`,
    (rows) => rows.map(({ n }) => ({ item: n, key: n })),
  )
  const read = new LongRead(reader())
  const found: number[] = []
  for await (const items of read.handOver(read.items(numbers))) {
    if (found.length === 0) await kill()
    found.push(...items)
  }
  expect(found).toEqual(Array.from({ length: 2500 }, (_, place) => place + 1))
  expect(reasons).toEqual(['retried'])
  // what has ended is given to nobody
  expect(copy.pool.totalCount).toBe(0)
})

it('refuses nobody who waited for a turn on a replica that is away by now', async () => {
  const { dear } = copy.shares.queues
  const held = dear.tryTake()
  const asking = runAtCost('dear', askedAlone)
  await expect.poll(() => dear.waiting).toBe(1)
  replica.isLost()
  expect(await asking).toBe('treeline test')
  held?.end()
  expect(reasons).toEqual(['failed'])
})

it('leaves a failure that is nobody’s fault as it is', async () => {
  await expect(sql`select 1 / 0`.execute(reader())).rejects.toMatchObject({ code: '22012' })
  await expect(sql`select * from nowhere`.execute(reader())).rejects.toMatchObject({
    code: '42P01',
  })
  expect(reasons).toEqual([])
  expect(await askedAlone()).toBe('a replica')
})
