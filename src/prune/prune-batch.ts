import type pg from 'pg'
import { type RemovedRows, removeRows } from '../rollup/removal/remove-rows.ts'
import { inTransaction } from '../store/app/transaction.ts'
import { takeWriterLock } from '../store/app/locks/writer-lock.ts'
import { agedSql } from './doomed-rows.ts'
import type { PrunableTable } from './prune-rules.ts'

/** Rows of a `doomed_` table: those with a number above `from`, up to `to`. */
export type BatchRange = { from: number; to: number }

/**
 * Nothing that anybody did since the rows were listed may be undone: each must still be old, or belong to
 * what still is, be named by no new incident, and own nothing that has arrived. Tests go before builds and
 * these before checkouts, so what a row still owns is what stays.
 */
const chooseStillDoomed: Record<PrunableTable, string> = {
  tests: `
    insert into removed_id (kind, id)
    select 'test', t.id
    from doomed_tests d join tests t on t.id = d.id cross join prune_rule r
    where d.n > $1 and d.n <= $2
      and (not r.protects or not exists (select from incidents i where i.test_id = t.id))
      and (${agedSql('t')} or exists (
        select from builds b
        where b.id = t.build_id and r.builds
          and (${agedSql('b')} or (r.checkouts and exists (
            select from checkouts c where c.id = b.checkout_id and ${agedSql('c')}
          )))
          and (not r.protects or not exists (select from incidents i where i.build_id = b.id))
      ))`,
  builds: `
    insert into removed_id (kind, id)
    select 'build', b.id
    from doomed_builds d join builds b on b.id = d.id cross join prune_rule r
    where d.n > $1 and d.n <= $2
      and (${agedSql('b')} or (r.checkouts and exists (
        select from checkouts c where c.id = b.checkout_id and ${agedSql('c')}
      )))
      and (not r.protects or not exists (select from incidents i where i.build_id = b.id))
      and not exists (
        select from build_fact f join test_fact t on t.build_ref = f.build_ref
        where f.build_id = b.id and (
          r.tests or (r.protects and exists (select from incidents i where i.test_id = t.test_id))
        )
      )`,
  checkouts: `
    insert into removed_id (kind, id)
    select 'checkout', c.id
    from doomed_checkouts d join checkouts c on c.id = d.id cross join prune_rule r
    where d.n > $1 and d.n <= $2 and ${agedSql('c')}
      and not exists (
        select from build_fact f
        where f.checkout_id = c.id and (
          r.builds
          or (r.protects and exists (select from incidents i where i.build_id = f.build_id))
          or (r.protects and exists (
            select from test_fact t join incidents i on i.test_id = t.test_id
            where t.build_ref = f.build_ref
          ))
        )
      )`,
}

/**
 * Removes one batch in a transaction of its own under the writer lock: rows, incidents that name them, and
 * everything derived.
 */
export async function pruneBatch(
  client: pg.ClientBase,
  table: PrunableTable,
  { from, to }: BatchRange,
): Promise<RemovedRows> {
  return inTransaction(client, 'read committed', async () => {
    await takeWriterLock(client)
    await client.query(`set local enable_hashjoin = off; set local enable_mergejoin = off;
      set local enable_seqscan = off; set local jit = off`)
    await client.query(chooseStillDoomed[table], [from, to])
    return removeRows(client)
  })
}
