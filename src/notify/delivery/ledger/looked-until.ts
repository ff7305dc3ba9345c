import { type Kysely, sql } from 'kysely'
import type { Database } from '../../../store/app/schema/database-types.ts'

/** Until when an action has looked; null when it never ran well (notifications.md O-34). */
export async function lookedUntil(db: Kysely<Database>, action: string): Promise<Date | null> {
  const window = await db
    .selectFrom('report_window')
    .select('looked_until')
    .where('action', '=', action)
    .executeTakeFirst()
  return window === undefined ? null : new Date(window.looked_until)
}

/** Moves it on; never back, whatever order runs end in. */
export async function noteLookedUntil(
  db: Kysely<Database>,
  action: string,
  until: Date,
): Promise<void> {
  await db
    .insertInto('report_window')
    .values({ action, looked_until: until.toISOString() })
    .onConflict((window) =>
      window.column('action').doUpdateSet({
        looked_until: sql<string>`greatest(report_window.looked_until, excluded.looked_until)`,
      }),
    )
    .execute()
}
