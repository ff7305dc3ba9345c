import type pg from 'pg'
import { withLongSession } from '../../store/app/connection/long-session.ts'
import { inTransaction } from '../../store/app/transaction.ts'
import { takeWriterLock } from '../../store/app/locks/writer-lock.ts'
import { recompute } from './rebuild-recompute.ts'
import { type RebuildChanges, stepRunner } from './rebuild-run.ts'
import type { RebuildStep } from './rebuild-step.ts'
import { bumpEverythingSteps } from './rebuild-versions.ts'

export type RebuildOptions = {
  signal?: AbortSignal | undefined
  /** Told the name of every step before it runs. */
  onProgress?: ((step: string) => void) | undefined
}

export type RebuildReport = {
  /** The number that every scope has now. */
  version: number
  /** How many rows were wrong or missing, per table. */
  changes: RebuildChanges
}

/**
 * Large sets, no statistics for some: joins on one hash key. Nested loops ran for more than 10 minutes
 * where hash joins took 28 s (rollup.md 9).
 */
const plannerSettings = `
  set local work_mem = '128MB';
  set local maintenance_work_mem = '256MB';
  set local enable_nestloop = off;
  set local jit = off`

/** Fresh statistics and visibility map: without them the first readers get the plans of empty tables. */
const settleSteps: RebuildStep[] = [
  {
    name: 'vacuum',
    sql: `vacuum (analyze) incidents, build_fact, test_fact, build_cell, checkout_count, checkout_hw,
      checkout_origin, day_dim, build_lab_day, lab_day, arrival, incident_fact, issue_tree,
      scope_version`,
  },
  {
    name: 'analyze',
    sql: 'analyze dim, hw_key, lab, path, issue_key, tree, checkouts, builds, tests, issues',
  },
]

/**
 * Makes all roll-up tables from the five KCIDB tables, whatever they held before; every scope gets a
 * new version. Numbers of dictionary rows and of builds stay.
 *
 * One transaction under the writer lock: readers see the old state until the commit, ingest waits.
 * Going build by build (rollup.md 3) would let ingest in between, but `tests` has no index by build,
 * so each portion of builds would scan all tests, and half-done states would be served. It writes
 * only what differs: a million tests take 15 s into empty tables and as long when everything was
 * right, and then leave no dead rows but those of the versions.
 */
export async function rebuildRollUp(
  pool: pg.Pool,
  { signal, onProgress = () => {} }: RebuildOptions = {},
): Promise<RebuildReport> {
  const changes: RebuildChanges = new Map()
  return withLongSession(pool, signal, async (client) => {
    const run = stepRunner(client, changes, { signal, onStep: onProgress })
    const version = await inTransaction(client, 'read committed', async () => {
      await takeWriterLock(client)
      await client.query(plannerSettings)
      await recompute(client, 'everything', run)
      await run(bumpEverythingSteps())
      return globalVersion(client)
    })
    await run(settleSteps)
    return { version, changes }
  })
}

/** The number of the scope `global`. */
async function globalVersion(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ changed: number }>(
    `select changed from scope_version where kind = 'global' and key = ''`,
  )
  const changed = rows[0]?.changed
  if (changed === undefined) throw new Error('scope_version has no row global')
  return changed
}
