import { anyCounterSql, counterList, counters, sumCountersSql } from '../contribution/counters.ts'
import type { Statement } from '../session/statement.ts'

/** `n0 = row.n0 - other.n0, …` */
function subtractSql(row: string, other: string): string {
  return counters
    .map((counter) => `${counter} = ${row}.${counter} - ${other}.${counter}`)
    .join(', ')
}

const countedOnce = sumCountersSql((_, code) => `case when status = ${code} then 1 else 0 end`)
const countedTests = sumCountersSql((_, code) => `case when status = ${code} then n else 0 end`)

/** Of a build that goes all that its tests contribute, also those that stay: of a missing build nothing counts. */
export const noteLost: Statement = {
  name: 'removal_lost',
  text: `
    insert into lost (checkout_id, build_ref, status, dummy, is_gone, kind, hw_id, pl_id, ${counterList})
    select l.checkout_id, l.build_ref, l.status, l.dummy, l.is_gone, d.kind, d.hw_id, d.pl_id,
      ${sumCountersSql((counter) => `c.${counter}`)}
    from (
      select c.build_ref, c.dim_id, ${counterList.replaceAll(/n\d/g, 'c.$&')}
      from losing_build l join build_cell c on c.build_ref = l.build_ref
      where l.is_gone
      union all
      select s.build_ref, s.dim_id, ${countedTests.replaceAll('status', 's.status')}
      from gone_sum s join losing_build l on l.build_ref = s.build_ref
      where not l.is_gone
      group by s.build_ref, s.dim_id
    ) c
    join losing_build l on l.build_ref = c.build_ref
    join dim d on d.dim_id = c.dim_id
    where l.checkout_id is not null
    group by l.checkout_id, l.build_ref, l.status, l.dummy, l.is_gone, d.kind, d.hw_id, d.pl_id`,
}

/** Takes the tests out of the cells of their builds. */
export const subtractCells: readonly Statement[] = [
  {
    name: 'removal_cells',
    text: `
      update build_cell c set ${subtractSql('c', 's')}
      from (
        select build_ref, dim_id, issue_ref, ${countedTests}
        from gone_sum group by build_ref, dim_id, issue_ref
      ) s
      where c.build_ref = s.build_ref and c.dim_id = s.dim_id and c.issue_ref = s.issue_ref`,
  },
  {
    name: 'removal_empty_cells',
    text: `
      delete from build_cell c
      using (select distinct build_ref, dim_id, issue_ref from gone_sum) s
      where c.build_ref = s.build_ref and c.dim_id = s.dim_id and c.issue_ref = s.issue_ref
        and not ${anyCounterSql('c')}`,
  },
]

/** Builds count by themselves, tests or none (trees.md 4.4). */
const lostOfCheckouts = `
        select checkout_id, kind, ${sumCountersSql((counter) => counter)}
        from (
          select checkout_id, kind, ${counterList} from lost
          union all
          select checkout_id, 'B', ${countedOnce}
          from gone_build where not dummy group by checkout_id
        ) x
        group by checkout_id, kind`

const subtractCheckoutCounts: readonly Statement[] = [
  {
    name: 'removal_checkout_counts',
    text: `
      update checkout_count c set ${subtractSql('c', 's')}
      from (${lostOfCheckouts}
      ) s
      where c.checkout_id = s.checkout_id and c.kind = s.kind`,
  },
  {
    name: 'removal_empty_checkout_counts',
    text: `
      delete from checkout_count c
      using (
        select checkout_id, kind from lost
        union
        select checkout_id, 'B' from gone_build
      ) s
      where c.checkout_id = s.checkout_id and c.kind = s.kind and not ${anyCounterSql('c')}`,
  },
]

/** Platforms on which a build was tested, and is no longer: its last test there went, or it goes itself. */
const platformsLeft = `
          select distinct l.checkout_id, l.build_ref, l.status, l.pl_id
          from lost l
          where l.pl_id is not null and not l.dummy and (
            l.is_gone or not exists (
              select from build_cell c join dim d on d.dim_id = c.dim_id
              where c.build_ref = l.build_ref and d.pl_id = l.pl_id
            )
          )`

const subtractCheckoutHardware: readonly Statement[] = [
  {
    name: 'removal_checkout_hw',
    text: `
      update checkout_hw c set ${subtractSql('c', 's')}
      from (
        select checkout_id, hw_id, kind, ${sumCountersSql((counter) => counter)}
        from (
          select checkout_id, hw_id, kind, ${counterList} from lost where hw_id is not null
          union all
          select checkout_id, pl_id, 'B', ${countedOnce}
          from (${platformsLeft}
          ) b
          group by checkout_id, pl_id
        ) x
        group by checkout_id, hw_id, kind
      ) s
      where c.checkout_id = s.checkout_id and c.hw_id = s.hw_id and c.kind = s.kind`,
  },
  {
    name: 'removal_empty_checkout_hw',
    text: `
      delete from checkout_hw c
      using (
        select checkout_id, hw_id, kind from lost where hw_id is not null
        union
        select checkout_id, pl_id, 'B' from lost where pl_id is not null
      ) s
      where c.checkout_id = s.checkout_id and c.hw_id = s.hw_id and c.kind = s.kind
        and not ${anyCounterSql('c')}`,
  },
]

/** Takes what was lost from the sums of the checkouts; cells must be as they are to be. */
export const subtractFromCheckouts: readonly Statement[] = [
  ...subtractCheckoutCounts,
  ...subtractCheckoutHardware,
]
