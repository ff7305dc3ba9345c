import type pg from 'pg'
import { expect, it } from 'vitest'
import { writeBatch } from '../../ingest/write/write-batch.ts'
import { createTestDatabase } from '../../testing/database/test-database.ts'
import { clearTables } from '../../testing/rollup/clear-tables.ts'
import { stageRows } from '../../testing/rows/staged-rows.ts'
import { rebuildRollUp } from '../rebuild/rebuild.ts'

/** What lasts; all other tables of a plan are temporary. */
const kept = new Set(
  `issues checkouts builds tests incidents
  build_fact test_fact incident_fact build_cell checkout_origin issue_tree
  build_lab_day lab_day day_dim checkout_count checkout_hw arrival
  dim path tree issue_key hw_key lab`.split(/\s+/),
)

type PlanNode = {
  'Node Type': string
  'Relation Name'?: string
  'Index Cond'?: string
  'TID Cond'?: string
  Plans?: PlanNode[]
}

/** The tables of which a plan reads more than it looks up. */
function readWhole(node: PlanNode): string[] {
  const { 'Relation Name': table, 'Node Type': kind, Plans: inner = [] } = node
  const isRead = kind.endsWith('Scan') && table !== undefined && kept.has(table)
  const isLookUp = node['Index Cond'] !== undefined || node['TID Cond'] !== undefined
  return [...(isRead && !isLookUp ? [`${kind} of ${table}`] : []), ...inner.flatMap(readWhole)]
}

/** Of each statement that the session has prepared and that reads a whole table, which. */
async function wholeReads(client: pg.PoolClient): Promise<[string, string[]][]> {
  const prepared = await client.query<{ name: string }>(
    `select name from pg_prepared_statements where name like 'rollup%' or name like 'upsert%'`,
  )
  const found: [string, string[]][] = []
  for (const { name } of prepared.rows) {
    const { rows } = await client.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
      `explain (format json) execute ${name}`,
    )
    const whole = rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => readWhole(Plan)))
    if (whole.length > 0) found.push([name, whole])
  }
  return found
}

const row = (id: string) => ({ id, origin: 'maestro', _timestamp: '2026-01-01T00:00:00Z' })
/** Everything that a batch may bring, a second time with what was unknown the first time. */
const batch = (number: number) => ({
  issues: [{ ...row('is'), version: number }],
  checkouts: [{ ...row(`c${number}`), tree_name: 'mainline', git_commit_hash: 'H' }],
  builds: [{ ...row(`b${number}`), checkout_id: `c${number}`, status: 'PASS' }],
  tests: [
    {
      ...row(`t${number}`),
      build_id: `b${number}`,
      path: `boot.${number}`,
      start_time: '2026-01-01T00:00:00Z',
      environment_misc: { platform: `p${number}` },
    },
  ],
  incidents: [{ ...row(`i${number}`), issue_id: 'is', issue_version: 1, test_id: `t${number}` }],
})

/** With it a test leaves the sums in which it was without one. */
const resultOf = (number: number) => ({
  tests: batch(number).tests.map((test) => ({ ...test, status: 'PASS' })),
})

/** The statements that remove sums of which nothing is left, as far as the session has prepared them. */
async function removing(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select name from pg_prepared_statements where name like 'rollup_empty%' order by name`,
  )
  return rows.map(({ name }) => name)
}

it('no statement of a batch reads a table as a whole, although all were empty when it was planned', async () => {
  await using database = await createTestDatabase()
  const client = await database.pool.connect()
  try {
    await writeBatch(client, stageRows(batch(1)))
    await clearTables(client)
    await rebuildRollUp(database.pool)
    for (const number of [2, 3]) await writeBatch(client, stageRows(batch(number)))
    await writeBatch(client, stageRows(resultOf(3)))
    expect(await removing(client)).toEqual([
      'rollup_empty_arrival',
      'rollup_empty_build_lab_day',
      'rollup_empty_cells',
      'rollup_empty_checkout_counts',
      'rollup_empty_checkout_hw',
      'rollup_empty_day_dim',
      'rollup_empty_issue_trees',
      'rollup_empty_lab_day',
    ])
    expect(await wholeReads(client)).toEqual([])
  } finally {
    client.release()
  }
})
