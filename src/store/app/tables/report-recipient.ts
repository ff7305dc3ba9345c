import type { Generated } from 'kysely'
import type { Timestamp } from '../values/timestamp.ts'

export type RecipientHeader = 'to' | 'cc'

export type RecipientState = 'waiting' | 'accepted' | 'refused'

/** Somebody who is to get a mail, and what became of that. */
export type ReportRecipientRow = {
  /** Which mail, → `report.id`. */
  report_id: number
  /** Counts the recipients of a mail, in the order of its headers. */
  position: number
  /** `to` or `cc`. */
  header: RecipientHeader
  /** May be empty. */
  name: string
  /** Without angle brackets. */
  address: string
  /** `waiting`, `accepted` or `refused`: a server has answered for good. */
  state: Generated<RecipientState>
  /** What the server said last. */
  answer: string | null
  /** When it was accepted or refused. */
  settled_at: Timestamp | null
}
