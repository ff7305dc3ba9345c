import { type Kysely, sql } from 'kysely'

/**
 * When a tree, checkout, hardware or issue changed last, as a number that follows commit order
 * (rollup.md 7). The row `global` is the counter itself.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table scope_version (
      kind text not null,
      key text not null,
      changed bigint not null,
      primary key (kind, key)
    ) with (fillfactor = 50)
  `.execute(db)
  await sql`insert into scope_version values ('global', '', 0), ('heads', '', 0)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table scope_version`.execute(db)
}
