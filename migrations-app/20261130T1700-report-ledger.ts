import { type Kysely, sql } from 'kysely'

/**
 * What people were told, by which mail, and which of its recipients have it (docs/operations/notifications.md#the-ledger).
 * The queue only says what is to be tried next; what is here decides whether it is.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table report (
      id bigint generated always as identity primary key,
      kind text not null,
      state text not null check (state in ('queued', 'held', 'sent', 'failed', 'dropped')),
      way text not null check (way in ('smtp', 'outbox')),
      message_id text not null unique,
      in_reply_to text,
      sender text not null,
      reply_to text,
      subject text not null,
      body text,
      html text,
      is_regression boolean not null,
      found_at timestamptz not null default clock_timestamp(),
      attempts integer not null default 0,
      sending_since timestamptz,
      answers_lost integer not null default 0,
      problem text,
      settled_at timestamptz
    )
  `.execute(db)
  // a few rows: what is on its way, how old the oldest is, and what a process that was killed was at
  await sql`create index report_queued on report (found_at) where state = 'queued'`.execute(db)
  await sql`create index report_undone on report (settled_at) where state in ('held', 'failed')`.execute(
    db,
  )
  // how many regressions were told in the last hour; the texts that are old
  await sql`create index report_found on report (found_at)`.execute(db)
  await sql`
    create table report_item (
      kind text not null,
      item text not null,
      state text not null check (state in ('told', 'ignored')),
      told_at timestamptz not null default clock_timestamp(),
      times integer not null default 1,
      report_id bigint references report on delete set null,
      primary key (kind, item)
    )
  `.execute(db)
  await sql`create index report_item_report on report_item (report_id)`.execute(db)
  await sql`
    create table report_recipient (
      report_id bigint not null references report on delete cascade,
      position integer not null,
      header text not null check (header in ('to', 'cc')),
      name text not null,
      address text not null,
      state text not null default 'waiting' check (state in ('waiting', 'accepted', 'refused')),
      answer text,
      settled_at timestamptz,
      primary key (report_id, position)
    )
  `.execute(db)
  await sql`
    create table report_window (
      action text primary key,
      looked_until timestamptz not null
    )
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['report_window', 'report_recipient', 'report_item', 'report']) {
    await sql`drop table ${sql.table(table)}`.execute(db)
  }
}
