import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { appMigrations } from '../../../../migrations-app/index.ts'
import type { Logger } from '../../../platform/log/log.ts'
import {
  migrateDown,
  migrateUp,
  migrationStates,
  type MigrationState,
  migrateStepUp,
  requireKnown,
} from '../../migrate.ts'
import type { OpenDatabase } from '../database.ts'
import { lettingOthersPass } from '../locks/letting-others-pass.ts'
import { namingLockHolders } from '../locks/lock-holders.ts'
import { withLongSession } from '../connection/long-session.ts'
import { requireOwnTables } from './require-own-tables.ts'
import { keepWritersOut } from '../locks/writer-lock.ts'

type Handle = Pick<OpenDatabase, 'db' | 'pool'>
type Log = Pick<Logger, 'warn'>

/** Takes steps as often as it takes to get their locks. */
type Tried = (take: () => Promise<string[]>) => Promise<string[]>

/**
 * Brings PostgreSQL to the newest schema; returns the names of the migrations it applied. A step may read all tests, or wait for
 * another process that migrates or writes: nothing but the signal ends it, whatever a statement of a request may take. Readers are
 * answered while it waits for one of them; the log names those that it waits for. Each step is a transaction of its own, so that
 * none waits with the locks of those before; one that was ended between two goes on there.
 *
 * @throws UnknownMigrations; DatabaseOfOthers; SessionShared behind a pooler in transaction mode, where the lock of those who migrate means nothing
 */
export async function migrateAppUp(
  handle: Handle,
  signal?: AbortSignal,
  log?: Log,
): Promise<string[]> {
  const states = await appMigrationStates(handle)
  requireKnown(states)
  if (states.every(({ appliedAt }) => appliedAt !== null)) return []
  return onLongSession(handle, { signal, log }, async (db, tried) => {
    // another process may have taken all steps until now
    const now = await migrationStates(db, appMigrations)
    requireKnown(now)
    if (now.some(({ appliedAt }) => appliedAt !== null)) return stepByStep(db, tried)
    await requireOwnTables(db)
    return migrateUp(db, appMigrations)
  })
}

async function stepByStep(db: Kysely<unknown>, tried: Tried): Promise<string[]> {
  const applied: string[] = []
  for (;;) {
    const step = await tried(() => migrateStepUp(db, appMigrations))
    if (step.length === 0) return applied
    applied.push(...step)
  }
}

/**
 * Takes the newest migration of PostgreSQL back, in the same way; returns its name, if there was one. Nobody writes meanwhile: rows
 * that are committed a moment later would be left behind, and the step could not be taken again over them.
 */
export function migrateAppDown(handle: Handle, signal?: AbortSignal, log?: Log): Promise<string[]> {
  return onLongSession(handle, { signal, log }, (db, tried) =>
    tried(() => migrateDown(db, appMigrations)),
  )
}

/** Every migration of PostgreSQL and when it was applied. */
export function appMigrationStates({ db }: Pick<Handle, 'db'>): Promise<MigrationState[]> {
  return migrationStates(db, appMigrations)
}

function onLongSession<Result>(
  { pool }: Handle,
  { signal, log }: { signal: AbortSignal | undefined; log: Log | undefined },
  work: (db: Kysely<unknown>, tried: Tried) => Promise<Result>,
): Promise<Result> {
  return withLongSession(pool, signal, async (client) => {
    const tried: Tried = (take) => lettingOthersPass(client, signal, take)
    const alone = async () => {
      await keepWritersOut(client)
      return work(queryBuilderOn(client), tried)
    }
    if (log === undefined) return alone()
    return namingLockHolders(
      pool,
      client,
      { log, waits: 'the schema cannot be changed yet' },
      alone,
    )
  })
}

/** A query builder on one connection, which it gives to all who want one; whoever opened that closes it. */
function queryBuilderOn(client: pg.ClientBase): Kysely<unknown> {
  // all that a dialect without cursors asks of a client
  const query = (sql: string, parameters: unknown[]) => client.query(sql, parameters)
  const lent = { query, release: () => {} } as unknown as PostgresPoolClient
  const connect = () => Promise.resolve(lent)
  return new Kysely({
    dialect: new PostgresDialect({ pool: { options: {}, connect, end: () => Promise.resolve() } }),
  })
}
