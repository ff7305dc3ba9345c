import { type Kysely, sql } from 'kysely'

/** Which slots of the schedule were taken, by whom, and what became of each run (docs/operations/jobs.md). */
export async function up(db: Kysely<unknown>): Promise<void> {
  // locked by whoever takes a slot, so that all instances agree on one
  await sql`
    create table job (
      name text primary key,
      known_since timestamptz not null,
      last_slot timestamptz
    )
  `.execute(db)
  await sql`
    create table job_run (
      id bigint generated always as identity primary key,
      job text not null,
      slot timestamptz,
      cause text not null,
      attempt integer not null default 1,
      missed integer not null default 0,
      owner text not null,
      host text not null,
      process_id integer not null,
      began_at timestamptz not null default clock_timestamp(),
      lease_until timestamptz not null,
      ended_at timestamptz,
      outcome text,
      problem text,
      summary jsonb,
      unique (job, slot)
    )
  `.execute(db)
  // the newest of a job are shown, the oldest are deleted
  await sql`create index job_run_began on job_run (job, began_at)`.execute(db)
  // what runs, or was killed: a few rows, looked for every ten seconds
  await sql`create index job_run_open on job_run (lease_until) where ended_at is null`.execute(db)
  await sql`create index job_run_failed on job_run (began_at) where outcome = 'failed'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table job_run`.execute(db)
  await sql`drop table job`.execute(db)
}
