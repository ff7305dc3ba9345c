import { sql, type Kysely } from 'kysely'
import type { Database } from '../../store/app/schema/database-types.ts'
import type { Timestamp } from '../../store/app/values/timestamp.ts'

/** A token that was made here, as a list of them shows it. */
export type KnownToken = {
  id: string
  origin: string
  bound: boolean
  created_at: Timestamp
  expires_at: Timestamp
  revoked_at: Timestamp | null
}

/** Tokens that a list shows, the newest first. */
const listedMax = 10_000

/** Revoked tokens that are remembered; those past their end need not be. */
const revokedMax = 100_000

export async function insertToken(
  db: Kysely<Database>,
  token: Pick<KnownToken, 'id' | 'origin' | 'bound' | 'expires_at'>,
): Promise<void> {
  await db
    .insertInto('submitter_token')
    .values({ ...token, revoked_at: null })
    .execute()
}

/** @param origin all of them by default */
export function listTokens(db: Kysely<Database>, origin?: string): Promise<KnownToken[]> {
  return db
    .selectFrom('submitter_token')
    .selectAll()
    .$if(origin !== undefined, (query) => query.where('origin', '=', origin ?? ''))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(listedMax)
    .execute()
}

/**
 * Revokes a token, or leaves it as it was revoked before.
 *
 * @returns the token; undefined when none with this id was made here
 */
export function revokeToken(db: Kysely<Database>, id: string): Promise<KnownToken | undefined> {
  return db
    .updateTable('submitter_token')
    .set({ revoked_at: sql<Timestamp>`coalesce(revoked_at, now())` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
}

/** Ids of the revoked tokens whose end does not refuse them anyway, those revoked last first. */
export async function revokedTokens(db: Kysely<Database>): Promise<string[]> {
  const rows = await db
    .selectFrom('submitter_token')
    .select('id')
    .where('revoked_at', 'is not', null)
    .where('expires_at', '>', sql<Timestamp>`now() - interval '1 day'`)
    .orderBy('revoked_at', 'desc')
    .limit(revokedMax)
    .execute()
  return rows.map(({ id }) => id)
}
