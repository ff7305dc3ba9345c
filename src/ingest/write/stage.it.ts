import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { stageRows } from '../../testing/rows/staged-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { ensureStage, fillStage } from './stage.ts'

let database: TestDatabase
let client: pg.PoolClient
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 1 })
})
afterAll(() => database.drop())
beforeEach(async () => {
  client = await database.pool.connect()
  await ensureStage(client)
  await client.query('begin')
})
afterEach(async () => {
  await client.query('rollback')
  client.release()
})

test('leaves one row of each key, in which the first value of a column wins', async () => {
  const rows = [
    { id: 'a', comment: null, path: 'boot' },
    { id: 'b', comment: 'alone' },
    { id: 'a', comment: 'first' },
    { id: 'a', comment: 'second', path: 'ltp' },
  ]
  await fillStage(client, stageRows({ tests: rows }))
  const staged = await client.query('select id, comment, path from staged_tests order by id')
  expect(staged.rows).toEqual([
    { id: 'a', comment: 'first', path: 'boot' },
    { id: 'b', comment: 'alone', path: null },
  ])
})

test('tells versions of an issue apart, whatever their ids look like (ingestion.md O-19)', async () => {
  const versions = [
    ['i', 1],
    ['i', 11],
    ['i1', 1],
    ['i', 11],
  ] as const
  await fillStage(client, stageRows({ issues: versions.map(([id, version]) => ({ id, version })) }))
  const staged = await client.query({
    text: 'select id, version from staged_issues order by id, version',
    rowMode: 'array',
  })
  expect(staged.rows).toEqual([
    ['i', 1],
    ['i', 11],
    ['i1', 1],
  ])
})
