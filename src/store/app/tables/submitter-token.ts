import type { Generated } from 'kysely'
import type { Timestamp } from '../timestamp.ts'

/** A token that was made for a submitter; the token itself is kept nowhere. */
export type SubmitterTokenRow = {
  /** Claim `jti` of the token. */
  id: string
  origin: string
  /** Documents may name this origin alone. */
  bound: boolean
  created_at: Generated<Timestamp>
  expires_at: Timestamp
  revoked_at: Timestamp | null
}
