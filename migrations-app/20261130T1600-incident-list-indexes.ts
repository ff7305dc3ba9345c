import { type Kysely, sql } from 'kysely'

/**
 * Lists of an issue, a part of which begins anywhere: tests, and builds, in the order of their ids. An entry
 * holds about 2,700 bytes and an id up to 2,000, so the issue is there as a hash and of the other ids so
 * many characters as tell nearly all of them apart; the few that begin alike are sorted.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const subject of ['test', 'build']) {
    await sql`
      create index ${sql.ref(`incidents_issue_${subject}s`)} on incidents (
        hashtextextended(issue_id, 0), issue_version,
        left(${sql.ref(`${subject}_id`)}, 100) collate "C"
      )
      where ${sql.ref(`${subject}_id`)} is not null and present is distinct from false
    `.execute(db)
  }
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index incidents_issue_tests, incidents_issue_builds`.execute(db)
}
