import { type Kysely, sql } from 'kysely'
import type { Database } from '../../store/app/schema/database-types.ts'
import type { ExcerptTable } from '../../store/app/tables/waiting-excerpt.ts'
import type { Timestamp } from '../../store/app/values/timestamp.ts'

/** A build or test whose long excerpt is in its row and waits for storage. */
export type WaitingItem = { table: ExcerptTable; id: string }

/** Takes up to `max` items that are due; nobody else gets them for `leaseSeconds`. */
export async function claimWaiting(
  db: Kysely<Database>,
  max: number,
  leaseSeconds: number,
): Promise<WaitingItem[]> {
  const due = db
    .selectFrom('waiting_excerpt')
    .where('next_try', '<=', sql<string>`now()`)
    .orderBy('next_try')
    .limit(max)
    .forUpdate()
    .skipLocked()
    .select(['item_table', 'item_id'])
  return db
    .with(
      (cte) => cte('due').materialized(),
      () => due,
    )
    .updateTable('waiting_excerpt as w')
    .from('due')
    .whereRef('w.item_table', '=', 'due.item_table')
    .whereRef('w.item_id', '=', 'due.item_id')
    .set({ next_try: sql`now() + make_interval(secs => ${leaseSeconds})` })
    .returning(['w.item_table as table', 'w.item_id as id'])
    .execute()
}

/** The excerpts of items of one table by id, as far as they are long. */
export async function longExcerptsOf(
  db: Kysely<Database>,
  table: ExcerptTable,
  ids: readonly string[],
  threshold: number,
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom(table)
    .select(['id', 'log_excerpt'])
    .where('id', 'in', ids)
    .where(sql`length(log_excerpt)`, '>', threshold)
    .$narrowType<{ log_excerpt: string }>()
    .execute()
  return new Map(rows.map(({ id, log_excerpt }) => [id, log_excerpt]))
}

/** The pause after a failure is twice as long as the one before, up to an hour, shortened at random by up to a half. */
const firstPauseSeconds = 10
const longestPauseSeconds = 3_600

/** Puts items off that storage did not take. */
export async function putOff(db: Kysely<Database>, items: readonly WaitingItem[]): Promise<void> {
  const doubled = sql`${sql.lit(firstPauseSeconds)} * 2.0 ^ least(failures, 20)`
  const pause = sql`least(${doubled}, ${sql.lit(longestPauseSeconds)}) * (0.5 + random() / 2)`
  await db
    .updateTable('waiting_excerpt')
    .where(isAmong(items))
    .set({
      failures: sql<number>`failures + 1`,
      next_try: sql<Timestamp>`now() + make_interval(secs => ${pause})`,
    })
    .execute()
}

/** Gives items back that nothing was tried with. */
export async function giveBack(db: Kysely<Database>, items: readonly WaitingItem[]): Promise<void> {
  await db
    .updateTable('waiting_excerpt')
    .where(isAmong(items))
    .set({ next_try: sql<Timestamp>`now()` })
    .execute()
}

function isAmong(items: readonly WaitingItem[]) {
  const [tables, ids] = [items.map(({ table }) => table), items.map(({ id }) => id)]
  return sql<boolean>`(item_table, item_id) in (select * from unnest(${tables}::text[], ${ids}::text[]))`
}

/** How many wait, and since when the oldest of them, in seconds; 0 when none does. */
export async function measureWaiting(
  db: Kysely<Database>,
): Promise<{ items: number; oldestSeconds: number }> {
  const { items, oldest } = await db
    .selectFrom('waiting_excerpt')
    .select([
      sql<number>`count(*)::integer`.as('items'),
      sql<number>`coalesce(extract(epoch from now() - min(since)), 0)::double precision`.as(
        'oldest',
      ),
    ])
    .executeTakeFirstOrThrow()
  return { items, oldestSeconds: oldest }
}
