import { join } from 'node:path'
import { sql } from 'kysely'
import { createLog } from '../../../src/platform/log.ts'
import { createMetricsRegistry } from '../../../src/platform/metrics.ts'
import { createIngestMetrics } from '../../../src/ingest/ingest-metrics.ts'
import { runIngest } from '../../../src/ingest/run-ingest.ts'
import type { OpenDatabase } from '../../../src/store/app/database.ts'
import { kcidbTables, type KcidbTable } from '../../../src/store/app/kcidb-tables.ts'
import { asAdmin, urlOfDatabase } from '../../../src/testing/database-admin.ts'
import { spoolOf } from '../../bench/ingest/bench-files.ts'
import { makeTables, openOwnDatabase } from '../world/database.ts'
import type { World } from '../world/world.ts'

const name = 'undisturbed'

/**
 * Ingests what was archived once more, with one ingester and nothing that breaks, and compares the five KCIDB
 * tables, `_timestamp` aside.
 *
 * @returns a sentence for each row that differs
 */
export async function compareWithUndisturbed({ postgres, spool }: World): Promise<string[]> {
  await asAdmin(postgres.url, `create database ${name}`)
  await using disturbed = openOwnDatabase(postgres.url)
  await makeTables(urlOfDatabase(postgres.url, name))
  await using undisturbed = openOwnDatabase(urlOfDatabase(postgres.url, name))
  await ingestAgain(undisturbed, join(spool, 'archive'))
  const faults: string[] = []
  for (const table of kcidbTables) {
    const found = await rowsOf(disturbed, table)
    const wanted = await rowsOf(undisturbed, table)
    for (const row of wanted.difference(found)) faults.push(`${table} lacks ${row}`)
    for (const row of found.difference(wanted)) faults.push(`${table} should not have ${row}`)
  }
  return faults
}

async function ingestAgain({ pool }: OpenDatabase, folder: string): Promise<void> {
  await using copy = await spoolOf(folder)
  const { problem, totals } = await runIngest({
    pool,
    spoolDir: copy.path,
    once: true,
    maxWorkers: 1,
    intervalMs: 100,
    automaticLab: /^(shell|k8s.*)$/u,
    log: createLog('warn'),
    metrics: createIngestMetrics(createMetricsRegistry()),
    signal: new AbortController().signal,
  })
  if (problem !== undefined || totals.filesRefused > 0) {
    throw new Error(problem ?? `${totals.filesRefused} files that were archived are refused now`)
  }
}

async function rowsOf({ db }: OpenDatabase, table: KcidbTable): Promise<Set<string>> {
  const { rows } = await sql<{ row: string }>`
    select (to_jsonb(stored) - '_timestamp')::text as row from ${sql.table(table)} stored
  `.execute(db)
  return new Set(rows.map(({ row }) => row))
}
