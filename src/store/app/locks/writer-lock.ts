import type pg from 'pg'
import { appliedMigrationsSql, requireExactlyOurs } from '../schema/require-same-schema.ts'

/** `TREE` as bytes; any number would do, as long as all writers of a database use the same. */
const writerLockKey = 0x54524545

/**
 * Waits until this transaction is the only writer; the commit or rollback lets the next one in.
 * Everything that writes KCIDB or derived rows takes it, because two transactions that each bring
 * one half of a pair (a test and its build, a test and its incident) would not see each other
 * (decisions.md 5, rollup.md 6).
 *
 * Call it in a READ COMMITTED transaction before the first read: a statement of its own, so that
 * the next one sees what the writer before committed.
 *
 * Whoever goes on while another version migrates writes nothing any more: it would leave out what it does not know,
 * which nobody would notice. Both statements go in one message, each with what it sees when it begins.
 *
 * @throws UnknownMigrations, MissingMigrations
 */
export async function takeWriterLock(client: pg.ClientBase): Promise<void> {
  // the driver gives a list for several statements, which its types do not say
  const results: unknown = await client.query(
    `select pg_advisory_xact_lock(${writerLockKey}); ${appliedMigrationsSql}`,
  )
  const [, { rows }] = results as [pg.QueryResult, pg.QueryResult<{ name: string }>]
  requireExactlyOurs(rows)
}

/**
 * Waits until nobody else writes, and lets nobody in before this session ends. For whoever changes what there is to write to, in
 * transactions of its own: what somebody was about to commit is there before, and whoever comes next sees what became of the schema.
 */
export async function keepWritersOut(client: pg.ClientBase): Promise<void> {
  await client.query(`select pg_advisory_lock(${writerLockKey})`)
}
