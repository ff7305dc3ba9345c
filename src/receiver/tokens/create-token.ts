import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import type { Kysely } from 'kysely'
import type { Database } from '../../store/app/schema/database-types.ts'
import type { TokenSecrets } from '../authentication/secrets.ts'
import { insertToken } from './token-table.ts'

export type TokenWish = {
  origin: string
  /** Documents may name this origin alone. */
  bound: boolean
  expiresAt: Date
}

export type CreatedToken = { id: string; token: string }

/** Makes a token for a submitter and remembers that there is one: it can be revoked by its id. */
export async function createToken(
  db: Kysely<Database>,
  { primary }: NonNullable<TokenSecrets>,
  { origin, bound, expiresAt }: TokenWish,
): Promise<CreatedToken> {
  const id = randomUUID()
  const token = await new SignJWT({ origin, ...(bound ? { bound } : {}) })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setJti(id)
    .setIssuedAt()
    .setExpirationTime(expiresAt)
    .sign(primary)
  // before anybody has it
  await insertToken(db, { id, origin, bound, expires_at: expiresAt.toISOString() })
  return { id, token }
}
