import { type Kysely, sql } from 'kysely'

/**
 * What people and programs are told of by other ways than mail (docs/operations/notifications.md#the-ledger): written in
 * the transaction of what happened, and sent from the queue that mails are sent from.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table notice (
      id bigint generated always as identity primary key,
      channel text not null check (channel in ('discord', 'webhook')),
      event_id text not null,
      type text not null,
      happened_at timestamptz not null,
      data jsonb not null,
      state text not null default 'queued' check (state in ('queued', 'sent', 'failed', 'dropped')),
      found_at timestamptz not null default clock_timestamp(),
      attempts integer not null default 0,
      sending_since timestamptz,
      answers_lost integer not null default 0,
      problem text,
      settled_at timestamptz,
      unique (channel, event_id)
    )
  `.execute(db)
  // a few rows: what is on its way, what waits for a person
  await sql`create index notice_queued on notice (found_at) where state = 'queued'`.execute(db)
  await sql`create index notice_failed on notice (settled_at) where state = 'failed'`.execute(db)
  // what is old
  await sql`create index notice_found on notice (found_at)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table notice`.execute(db)
}
