import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { verifyRollUp } from '../rollup/verify/verify.ts'
import { kcidbTables } from '../store/app/schema/kcidb-tables.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { ingestSpool } from './testing/ingest-spool.ts'
import { documentOf, smallDocument, testOf } from './testing/small-documents.ts'
import { createTestSpool, type TestSpool } from './testing/test-spool.ts'

const child = fileURLToPath(new URL('./testing/ingest-child.ts', import.meta.url))
const files = 120

/** Documents that repeat and contradict each other, and one in ten that is refused. */
async function fill(spool: TestSpool): Promise<void> {
  for (let number = 0; number < files; number += 1) {
    const earlier = `n${number - (number % 7)}`
    const statuses = ['PASS', 'FAIL', 'ERROR', undefined]
    const repeated = testOf(earlier, number % 5, { status: statuses[number % 4], duration: number })
    const content =
      number % 10 === 9
        ? '{'
        : number % 2 === 0
          ? smallDocument(`n${number}`, { tests: 10 })
          : documentOf({ tests: [repeated] })
    await spool.drop(`${String(number).padStart(3, '0')}.json`, content)
  }
}

/** Starts an ingester and kills it when it has moved some files; tells whether it was killed. */
async function killedMidway(url: string, spool: TestSpool, moves: number): Promise<boolean> {
  const moved = async () => (await spool.archived()).length + (await spool.failed()).length
  const target = (await moved()) + moves
  const ingester = spawn(process.execPath, [child, url, spool.folder], { stdio: 'inherit' })
  const exited = once(ingester, 'exit')
  while (ingester.exitCode === null && (await moved()) < target) await sleep(1)
  ingester.kill('SIGKILL')
  await exited
  return ingester.signalCode === 'SIGKILL'
}

async function stateOf({ db }: TestDatabase): Promise<string[][]> {
  const tables = await Promise.all(
    kcidbTables.map((table) => db.selectFrom(table).selectAll().execute()),
  )
  return tables.map((rows) =>
    rows.map((row) => JSON.stringify({ ...row, _timestamp: null })).toSorted(),
  )
}

/** A dozen processes, one after another: 10 s on an idle machine. */
const patience = { timeout: 180_000 }

test('an ingester that is killed again and again ends with the same rows', patience, async () => {
  await using undisturbed = await createTestDatabase()
  await using disturbed = await createTestDatabase()
  await using one = await createTestSpool()
  await using other = await createTestSpool()
  await fill(one)
  await fill(other)
  await ingestSpool({ pool: undisturbed.pool, spoolDir: one.folder })

  let kills = 0
  while (await killedMidway(disturbed.url, other, 5 + ((kills * 7) % 13))) kills += 1
  expect(kills).toBeGreaterThan(4)
  expect(await other.waiting()).toEqual([])
  expect(await stateOf(disturbed)).toEqual(await stateOf(undisturbed))
  expect(await other.failed()).toEqual(await one.failed())
  for (const name of await other.failed()) expect((await other.reason(name)).code).toBe('not_json')
  const { drift } = await verifyRollUp(disturbed.pool, { sample: 'all', repair: false })
  expect(drift).toEqual([])
})
