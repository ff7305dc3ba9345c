import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDatabase } from '../../../store/app/database.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import type { SpoolFile } from '../spool-file.ts'
import { SpoolClaims } from './spool-claims.ts'

let database: TestDatabase
let one: SpoolClaims
let other: SpoolClaims

beforeEach(async () => {
  database = await createTestDatabase()
  one = new SpoolClaims(database.pool)
  other = new SpoolClaims(database.pool)
})

afterEach(async () => {
  await one[Symbol.asyncDispose]()
  await other[Symbol.asyncDispose]()
  await database.drop()
})

function fileCalled(name: string, modifiedMs = 1_764_000_000_000.25): SpoolFile {
  return { name, size: 10, modifiedMs }
}

const files = ['a', 'b', 'c', 'd'].map((name) => fileCalled(name))
const [a, b, c, d] = files as [SpoolFile, SpoolFile, SpoolFile, SpoolFile]

async function claimCount(): Promise<number> {
  return (await database.db.selectFrom('spool_claim').select('key').execute()).length
}

/** The server processes of the sessions that hold claims. */
async function holders(): Promise<number[]> {
  const { rows } = await database.pool.query<{ pid: number }>(
    `select pid from pg_locks
     where locktype = 'advisory' and objsubid = 2 and granted
       and database = (select oid from pg_database where datname = current_database())`,
  )
  return rows.map(({ pid }) => pid)
}

/** Ends these sessions, and waits until the server and the driver have noticed. */
async function endSessions(): Promise<void> {
  const ended = await holders()
  await database.pool.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [
    ended,
  ])
  const areGone = async () => {
    const { rowCount } = await database.pool.query(
      'select from pg_stat_activity where pid = any($1::int[])',
      [ended],
    )
    return rowCount === 0
  }
  await vi.waitUntil(areGone, { timeout: 20_000 })
  await sleep(50)
}

test('gives a file to one alone, and to the next when it is released', async () => {
  expect(await one.take([c, a])).toEqual([c, a])
  expect(await other.take([a, b, c, d])).toEqual([b, d])
  await one.release([a])
  expect(await other.take([a, c])).toEqual([a])
  await one.releaseAllBut([])
  expect(await other.take([c])).toEqual([c])
  await other.releaseAllBut([d])
  expect(await claimCount()).toBe(1)
})

test('asks its session one thing at a time, as the driver wants it', async () => {
  const warned = vi.spyOn(process, 'emitWarning')
  const many = Array.from({ length: 5 }, (_, index) => fileCalled(`${index}`))
  const taken = await Promise.all(many.map((file) => one.take([file])))
  expect(taken).toEqual(many.map((file) => [file]))
  await Promise.all([one.release(many), one.take([a])])
  expect(await claimCount()).toBe(1)
  expect(warned).not.toHaveBeenCalled()
  warned.mockRestore()
})

test('a file that was written to is another one, and time counts in milliseconds', async () => {
  expect(await one.take([a])).toHaveLength(1)
  expect(await other.take([{ ...a, modifiedMs: a.modifiedMs + 0.5 }])).toEqual([])
  expect(await other.take([{ ...a, modifiedMs: a.modifiedMs + 1 }])).toHaveLength(1)
  expect(await one.take([{ ...a, size: 11 }])).toHaveLength(1)
})

test('many who want the same in different orders get each file once', async () => {
  const many = Array.from({ length: 300 }, (_, index) => fileCalled(`${index}`))
  const claimants = Array.from({ length: 5 }, () => new SpoolClaims(database.pool))
  const shuffled = claimants.map(() => many.toSorted(() => Math.random() - 0.5))
  const taken = await Promise.all(claimants.map((each, index) => each.take(shuffled[index] ?? [])))
  expect(
    taken
      .flat()
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(many.map(({ name }) => name).toSorted())
  await Promise.all(claimants.map((each) => each[Symbol.asyncDispose]()))
})

test('what somebody held who is gone goes with the next who comes, wanted or not', async () => {
  await one.take([a, b])
  await endSessions()
  expect(await claimCount()).toBe(2)
  await other.take([c])
  expect(await claimCount()).toBe(1)
})

test('what somebody held who is gone is free at once', async () => {
  await one.take([a, b])
  expect(await other.take([a])).toEqual([])
  await other.releaseAllBut([])
  await other.rest()
  await endSessions()
  await sleep(500) // whether others live is not asked more often
  expect(await other.take([a, b, c])).toEqual([a, b, c])
})

test('whoever lost its connection goes without what somebody took meanwhile', async () => {
  await one.take([a, b])
  await endSessions()
  expect(await other.take([a])).toEqual([a])
  expect(await one.keep([a, b])).toEqual([b])
  expect(await claimCount()).toBe(2)
})

test('whoever lost its connection and is the first to come back keeps all', async () => {
  await one.take([a, b])
  await other.take([d])
  await endSessions()
  expect(await one.keep([a, b])).toEqual([a, b])
  expect(await other.keep([d])).toEqual([d])
  expect(await other.take([a, b, c])).toEqual([c])
})

test('whoever lost its connection needs no room for another one beside it', async () => {
  await using narrow = openDatabase({
    url: database.url,
    applicationName: 'treeline test',
    poolSize: 1,
    acquireTimeoutMs: 5_000,
    statementTimeoutMs: 0,
    onIdleError: () => {},
  })
  await using claims = new SpoolClaims(narrow.pool)
  await claims.take([a, b])
  await endSessions()
  expect(await claims.keep([a, b])).toEqual([a, b])
})

test('whoever lost its connection leaves no claim behind when it rests', async () => {
  await one.take([a, b])
  await endSessions()
  expect(await other.take([b])).toEqual([b])
  await one.take([a])
  await endSessions()
  await one.release([a])
  await one.rest()
  expect(await claimCount()).toBe(1)
  await other.release([b])
  await other.rest()
  expect(await claimCount()).toBe(0)
  expect(await holders()).toEqual([])
})

test('a server that crashed has forgotten every claim; they are made again', async () => {
  await one.take([a, b])
  await database.db.deleteFrom('spool_claim').execute()
  await endSessions()
  expect(await one.keep([a, b])).toEqual([a, b])
  expect(await claimCount()).toBe(2)
})

test('whoever ends while it claims leaves neither a claim nor a connection behind', async () => {
  const taking = one.take([a, b])
  await one[Symbol.asyncDispose]()
  await taking
  expect(await claimCount()).toBe(0)
  expect(await holders()).toEqual([])
})

test('rests without a connection when nothing is claimed', async () => {
  await one.take([a])
  await one.rest()
  expect(await holders()).toHaveLength(1)
  await one.release([a])
  await one.rest()
  expect(await holders()).toEqual([])
  expect(await one.take([a])).toEqual([a])
})
