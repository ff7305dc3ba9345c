import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from '../../../store/app/schema/database-types.ts'
import { anyOf } from '../../../store/app/values/any-of.ts'

/** Things of one kind, by the keys of `Report.items`. */
export type Items = { readonly kind: string; readonly items: readonly string[] }

/** Which of these people were told, or are not to be told. */
export async function toldItems(
  db: Kysely<Database>,
  { kind, items }: Items,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('report_item')
    .select('item')
    .where('kind', '=', kind)
    .where('item', '=', anyOf(items))
    .execute()
  return new Set(rows.map(({ item }) => item))
}

/** How often they were told: what makes one mail differ from an earlier one that somebody wanted again. */
export async function timesTold(db: Kysely<Database>, { kind, items }: Items): Promise<number> {
  const { times } = await db
    .selectFrom('report_item')
    .select((row) => row.fn.coalesce(row.fn.max('times'), sql<number>`0`).as('times'))
    .where('kind', '=', kind)
    .where('item', '=', anyOf(items))
    .executeTakeFirstOrThrow()
  return times
}

/**
 * Notes that these are told.
 *
 * @param again also those that were told before, or that somebody wanted nobody to be told of
 * @returns how many it noted: fewer than asked when another process, or an earlier run, told some of them
 */
export async function noteTold(
  tx: Transaction<Database>,
  { kind, items }: Items,
  { again }: { again: boolean },
): Promise<number> {
  const rows = [...new Set(items)].map((item) => ({
    kind,
    item,
    state: 'told' as const,
    report_id: null,
  }))
  const noted = await tx
    .insertInto('report_item')
    .values(rows)
    .onConflict((row) => {
      const conflict = row.columns(['kind', 'item'])
      if (!again) return conflict.doNothing()
      return conflict.doUpdateSet((item) => ({
        state: 'told',
        told_at: sql<string>`clock_timestamp()`,
        times: item('report_item.times', '+', 1),
      }))
    })
    .returning('item')
    .execute()
  return noted.length
}

/** Nobody is told of these any more; of what was told already, that stays. */
export async function ignoreItems(db: Kysely<Database>, { kind, items }: Items): Promise<number> {
  if (items.length === 0) return 0
  const ignored = await db
    .insertInto('report_item')
    .values(items.map((item) => ({ kind, item, state: 'ignored' as const, report_id: null })))
    .onConflict((row) => row.columns(['kind', 'item']).doNothing())
    .returning('item')
    .execute()
  return ignored.length
}
