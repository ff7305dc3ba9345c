import { counterList, counters, sumCountersSql } from '../contribution/counters.ts'
import { buildRefInScopeSql, checkoutInScopeSql, type RebuildScope } from './rebuild-scope.ts'
import { type RebuildStep, type SyncedTable, syncSteps } from './rebuild-step.ts'

const buildCell: SyncedTable = {
  table: 'build_cell',
  key: ['build_ref', 'dim_id', 'issue_ref'],
  values: counters,
}

const checkoutCount: SyncedTable = {
  table: 'checkout_count',
  key: ['checkout_id', 'kind'],
  values: counters,
}

const checkoutHardware: SyncedTable = {
  table: 'checkout_hw',
  key: ['checkout_id', 'hw_id', 'kind'],
  values: counters,
}

const countByStatus = counters
  .map((counter, code) => `count(*) filter (where status = ${code}) as ${counter}`)
  .join(', ')

const sumCounters = sumCountersSql((counter) => `c.${counter}`)

/** Cells from facts, then the sums of the checkouts. */
export function sumSteps(scope: RebuildScope): RebuildStep[] {
  return [...cellSteps(scope), ...checkoutCountSteps(scope), ...checkoutHardwareSteps(scope)]
}

function cellSteps(scope: RebuildScope): RebuildStep[] {
  return [
    {
      name: 'sum cells',
      sql: `create temporary table rebuilt_cell on commit drop as
        select build_ref, dim_id, issue_ref, ${countByStatus}
        from test_fact where true ${buildRefInScopeSql(scope, 'build_ref')}
        group by build_ref, dim_id, issue_ref`,
    },
    { name: 'count cells', sql: 'analyze rebuilt_cell' },
    ...syncSteps(buildCell, 'rebuilt_cell', buildRefInScopeSql(scope, 's.build_ref')),
  ]
}

function checkoutCountSteps(scope: RebuildScope): RebuildStep[] {
  return [
    {
      name: 'sum checkouts',
      sql: `create temporary table rebuilt_count on commit drop as
        select checkout_id, 'B'::"char" as kind, ${countByStatus}
        from build_fact
        where checkout_id is not null and not dummy ${checkoutInScopeSql(scope, 'checkout_id')}
        group by checkout_id
        union all
        select checkout_id, kind, ${sumCounters}
        from ${cellsOfCheckouts(scope)} c group by checkout_id, kind`,
    },
    ...syncSteps(checkoutCount, 'rebuilt_count', checkoutInScopeSql(scope, 's.checkout_id')),
  ]
}

/** A build counts once on each platform that a test of it ran on, under the group without compatibles. */
function checkoutHardwareSteps(scope: RebuildScope): RebuildStep[] {
  return [
    {
      name: 'sum hardware',
      sql: `create temporary table rebuilt_hw on commit drop as
        select checkout_id, hw_id, kind, ${sumCounters}
        from ${cellsOfCheckouts(scope)} c
        where hw_id is not null group by checkout_id, hw_id, kind
        union all
        select checkout_id, pl_id, 'B'::"char", ${countByStatus}
        from (
          select distinct checkout_id, build_ref, status, pl_id
          from ${cellsOfCheckouts(scope)} c where pl_id is not null and not dummy
        ) tested
        group by checkout_id, pl_id`,
    },
    ...syncSteps(checkoutHardware, 'rebuilt_hw', checkoutInScopeSql(scope, 's.checkout_id')),
  ]
}

/**
 * What checkouts are summed from: the cells, when all of them were just made. Of a listed checkout those of other builds may be
 * wrong, as a sample does not see all; so its tests are counted from their facts, as a verification does.
 */
function cellsOfCheckouts(scope: RebuildScope): string {
  if (scope === 'listed') return countedFacts(scope)
  return `(
    select f.checkout_id, f.status, f.dummy, d.kind, d.hw_id, d.pl_id, cell.build_ref, ${counterList}
    from build_fact f
    join build_cell cell on cell.build_ref = f.build_ref
    join dim d on d.dim_id = cell.dim_id
    where f.checkout_id is not null ${checkoutInScopeSql(scope, 'f.checkout_id')}
  )`
}

function countedFacts(scope: RebuildScope): string {
  return `(
    select f.checkout_id, f.status, f.dummy, d.kind, d.hw_id, d.pl_id, t.build_ref,
      ${countByStatus.replaceAll('status', 't.status')}
    from build_fact f
    join test_fact t on t.build_ref = f.build_ref
    join dim d on d.dim_id = t.dim_id
    where f.checkout_id is not null ${checkoutInScopeSql(scope, 'f.checkout_id')}
    group by f.checkout_id, f.status, f.dummy, d.kind, d.hw_id, d.pl_id, t.build_ref
  )`
}
