import { type Kysely, sql } from 'kysely'
import { kcidbTables } from './kcidb-tables.ts'

/** The tables that are to be made are there, by another program. */
class DatabaseOfOthers extends Error {
  readonly code = 'database_of_others'

  constructor(names: readonly string[]) {
    super(
      `the database has tables that Treeline did not make (${names.join(', ')}), as that of KernelCI's present ` +
        'backend has; make an empty database for Treeline, and bring the rows by `restore` or `copy-db`',
    )
  }
}

/**
 * Refuses a database in which no step of ours was taken, and which has tables of submissions nonetheless: that of the
 * backend which is replaced. Nothing is left in it.
 *
 * @throws DatabaseOfOthers
 */
export async function requireOwnTables(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = to_regnamespace(quote_ident(current_schema())) and relname = any(${[...kcidbTables]})
    order by relname
  `.execute(db)
  if (rows.length > 0) throw new DatabaseOfOthers(rows.map(({ name }) => name))
}
