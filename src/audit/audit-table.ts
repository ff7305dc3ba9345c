import { type Kysely, sql } from 'kysely'
import type { Database } from '../store/app/schema/database-types.ts'
import type { Timestamp } from '../store/app/values/timestamp.ts'
import type { AuditParameters } from './without-secrets.ts'

/** What is known of an action before it begins. */
export type BegunAction = {
  action: string
  who: string
  host: string
  process_id: number
  parameters: AuditParameters
}

/** How an action ended. */
export type EndedAction = {
  /** `incomplete`: it ran and found something wrong; `stopped`: it was asked to end. */
  outcome: 'done' | 'incomplete' | 'failed' | 'stopped'
  /** Rows changed, by table; null when it did not say. */
  rows: Record<string, number> | null
  problem: string | null
}

/**
 * Writes down that an action begins.
 *
 * @returns the id of the event
 */
export async function insertBegun(db: Kysely<Database>, begun: BegunAction): Promise<number> {
  const { id } = await db
    .insertInto('audit_event')
    .values({ ...begun, parameters: JSON.stringify(begun.parameters), ...notEnded })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const notEnded = { ended_at: null, outcome: null, rows: null, problem: null }

/** Writes down how an action ended; the time is that of the database. */
export async function completeEvent(
  db: Kysely<Database>,
  id: number,
  { outcome, rows, problem }: EndedAction,
): Promise<void> {
  await db
    .updateTable('audit_event')
    .set({
      outcome,
      rows: rows === null ? null : JSON.stringify(rows),
      problem,
      ended_at: sql<Timestamp>`clock_timestamp()`,
    })
    .where('id', '=', id)
    .execute()
}

/** Whether there is a table of events: not before its migration, nor after that was taken back. */
export async function hasAuditTable(db: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql<{ exists: boolean }>`
    select to_regclass('audit_event') is not null as exists
  `.execute(db)
  return rows[0]?.exists === true
}

/** Which events are listed, at most `limit` of them. */
export type AuditFilter = {
  /** Events that began then or later. */
  since?: Date | undefined
  /** Actions of this name, and those below it: `token` finds `token create`. */
  action?: string | undefined
  limit: number
}

/** An event as it is shown. */
export type AuditEvent = BegunAction & {
  id: number
  began_at: Timestamp
  ended_at: Timestamp | null
  outcome: string | null
  rows: unknown
  problem: string | null
}

/** The newest first. */
export async function listEvents(
  db: Kysely<Database>,
  { since, action, limit }: AuditFilter,
): Promise<AuditEvent[]> {
  return db
    .selectFrom('audit_event')
    .selectAll()
    .$castTo<AuditEvent>()
    .$if(since !== undefined, (query) =>
      query.where('began_at', '>=', (since ?? new Date()).toISOString()),
    )
    .$if(action !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where('action', '=', action ?? ''),
          where(sql`starts_with(action, ${`${action} `})`, '=', true),
        ]),
      ),
    )
    .orderBy('began_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}
