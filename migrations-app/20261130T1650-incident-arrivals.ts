import { type Kysely, sql } from 'kysely'

/**
 * When incidents of tests were stored, for the issues that are new since the last look (notifications.md 2.1): those of
 * builds have an index for the metrics. Without it each look reads all incidents.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index incidents_test_arrival on incidents (_timestamp) include (issue_id)
      where build_id is null and present is distinct from false
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index incidents_test_arrival`.execute(db)
}
