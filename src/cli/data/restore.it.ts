import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { runHere } from '../testing/run-here.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await createTestDatabase()
  folder = mkdtempSync(join(tmpdir(), 'treeline-restore-'))
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

const run = (...args: string[]) =>
  runHere(args, { DATABASE_URL: database.url, DATA_DIR: folder, LOG_LEVEL: 'silent' })

it('says how to go on when the rows are there and the sums could not be made', async () => {
  const dump = join(folder, 'dump.ndjson')
  writeFileSync(dump, '{"table": "issues", "row": {"id": "i", "version": 1, "origin": "o"}}\n')
  await database.db.schema.alterTable('build_cell').renameTo('none').execute()
  const interrupted = await run('restore', dump)
  expect(interrupted).toMatchObject({
    status: 3,
    said: 'restored issues: 1 rows\n',
    complained: expect.stringMatching(
      /^treeline: the rows are restored.* `treeline rollup rebuild`/,
    ),
  })
  await database.db.schema.alterTable('none').renameTo('build_cell').execute()
  expect(await run('restore', dump)).toMatchObject({ status: 2 })
  expect(await run('rollup', 'rebuild')).toMatchObject({ status: 0 })
  expect(await run('rollup', 'verify', '--all')).toMatchObject({ status: 0 })
})
