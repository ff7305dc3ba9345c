import { type Kysely, sql } from 'kysely'

/**
 * What was done by command to the database or to who may use it. A row is written before the action begins
 * and completed afterwards, so that an action which was killed has one as well.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table audit_event (
      id bigint generated always as identity primary key,
      action text not null,
      who text not null,
      host text not null,
      process_id integer not null,
      parameters jsonb,
      began_at timestamptz not null default now(),
      ended_at timestamptz,
      outcome text,
      rows jsonb,
      problem text
    )
  `.execute(db)
  // the newest are shown, the oldest are deleted
  await sql`create index audit_event_began_at on audit_event (began_at)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table audit_event`.execute(db)
}
