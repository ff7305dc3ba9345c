import type { Generated } from 'kysely'
import type { Timestamp } from '../values/timestamp.ts'

/** A token that was made for a submitter; the token itself is kept nowhere. */
export type SubmitterTokenRow = {
  /** Claim `jti` of the token. */
  id: string
  /** Whom the token is for. */
  origin: string
  /** Documents may name this origin alone. */
  bound: boolean
  /** When it was made. */
  created_at: Generated<Timestamp>
  /** It is refused from then on. */
  expires_at: Timestamp
  /** It is refused since then; null: it is good. */
  revoked_at: Timestamp | null
}
