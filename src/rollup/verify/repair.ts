import type pg from 'pg'
import { inTransaction } from '../../store/app/transaction.ts'
import { takeWriterLock } from '../../store/app/locks/writer-lock.ts'
import { recompute } from '../rebuild/rebuild-recompute.ts'
import { type RebuildChanges, stepRunner, type StepRunnerOptions } from '../rebuild/rebuild-run.ts'
import type { RebuildStep } from '../rebuild/rebuild-step.ts'
import { bumpEverythingSteps } from '../rebuild/rebuild-versions.ts'

/**
 * The scope of the repair: what drifted, closed over test → build → checkout, with the builds and
 * checkouts that were counted as well as those that the raw rows name. It may have changed since it
 * was found: recomputing a row that is right by now does no harm.
 */
const scopeSteps: RebuildStep[] = [
  {
    name: 'list tests',
    // any test of a wrong dimension tuple brings the tuple in
    sql: `create temporary table repair_test on commit drop as
      select scope_id as test_id from drift where scope = 'test' and scope_id is not null
      union
      (select distinct on (t.dim_id) t.test_id from test_fact t
        where t.dim_id in (select scope_id::integer from drift where scope = 'dim'))`,
  },
  {
    name: 'list builds',
    sql: `create temporary table repair_build on commit drop as
      select scope_id as build_id from drift where scope = 'build' and scope_id is not null
      union
      select t.build_id from tests t where t.id in (select test_id from repair_test)
      union
      select f.build_id from build_fact f
      where f.build_ref in (
        select t.build_ref from test_fact t where t.test_id in (select test_id from repair_test))`,
  },
  {
    name: 'list checkouts',
    sql: `create temporary table repair_checkout on commit drop as
      select scope_id as checkout_id from drift where scope = 'checkout' and scope_id is not null
      union
      select b.checkout_id from builds b where b.id in (select build_id from repair_build)
      union
      select f.checkout_id from build_fact f
      where f.checkout_id is not null and f.build_id in (select build_id from repair_build)`,
  },
  { name: 'count scope', sql: 'analyze repair_test, repair_build, repair_checkout' },
]

/** No build, test or checkout leads to these. */
const orphanSteps: RebuildStep[] = [
  {
    name: 'delete orphaned cells',
    effect: { table: 'build_cell', kind: 'deleted' },
    sql: `delete from build_cell c
      where not exists (select from build_fact f where f.build_ref = c.build_ref)`,
  },
]

/**
 * Recomputes what the session's table `drift` names, in a transaction of its own under the writer
 * lock. Every scope gets a new version: repairs are rare, and an answer made from wrong numbers must
 * not survive anywhere.
 */
export async function repairDrift(
  client: pg.ClientBase,
  options: StepRunnerOptions,
): Promise<RebuildChanges> {
  const changes: RebuildChanges = new Map()
  const run = stepRunner(client, changes, options)
  await inTransaction(client, 'read committed', async () => {
    await takeWriterLock(client)
    await run(scopeSteps)
    await recompute(client, 'listed', run)
    await run(orphanSteps)
    await run(bumpEverythingSteps())
  })
  return changes
}
