import type { Generated } from 'kysely'
import type { Timestamp } from '../values/timestamp.ts'

/** Something that was done by command: who, when, what, to how many rows (docs/operations/commands.md#audit-trail). */
export type AuditEventRow = {
  /** Counts up. */
  id: Generated<number>
  /** The command, such as `token revoke`. */
  action: string
  /** `user NAME` of the system. */
  who: string
  /** Where the command ran. */
  host: string
  /** Of the system there. */
  process_id: number
  /** What the command was told, by name; no secrets. */
  parameters: unknown
  /** When it began. */
  began_at: Generated<Timestamp>
  /** Null while it runs, and for ever when it was killed. */
  ended_at: Timestamp | null
  /** `done`, `incomplete`, `failed` or `stopped`; null like `ended_at`. */
  outcome: string | null
  /** Rows changed, by table; null as long as nothing told. */
  rows: unknown
  /** Code and message of what it failed of. */
  problem: string | null
}
