import type { Generated } from 'kysely'
import type { Timestamp } from '../values/timestamp.ts'

/** `held` waits for a person, `dropped` is one that nobody has to have any more. */
export type ReportState = 'queued' | 'held' | 'sent' | 'failed' | 'dropped'

/** How a mail leaves: by a mail server, or as a file. */
export type MailWayName = 'smtp' | 'outbox'

/** A mail that tells people something (docs/operations/notifications.md#the-ledger). */
export type ReportRow = {
  /** Counts up. */
  id: Generated<number>
  /** What it is about: `new_issues`, `issue`, `status`, `hardware`, `metrics`, `test`, `fake`. */
  kind: string
  /** `queued`, `held`, `sent` (nobody is left to get it), `failed` or `dropped`. */
  state: ReportState
  /** `smtp` or `outbox`: processes that may send nothing outside take nothing that is to go there. */
  way: MailWayName
  /** With angle brackets; the same for every attempt. */
  message_id: string
  /** What it answers, as given. */
  in_reply_to: string | null
  /** Who sends it, `Name <address>`. */
  sender: string
  /** Who gets answers, `Name <address>`. */
  reply_to: string | null
  /** On one line. */
  subject: string
  /** Its text; null when it is no longer kept. */
  body: string | null
  /** The same for those who would rather look than read; null for lists. */
  html: string | null
  /** Counts for the hold switch and the limit per hour. */
  is_regression: boolean
  /** When it was found, which is the date of the mail. */
  found_at: Generated<Timestamp>
  /** How often it was tried. */
  attempts: Generated<number>
  /** When a process began to send it that has not said yet how that went; null otherwise. */
  sending_since: Timestamp | null
  /** How often nobody knows whether the server took it, so that it may arrive twice under one message id. */
  answers_lost: Generated<number>
  /** Why it is held, or what was wrong with the last attempt. */
  problem: string | null
  /** When it was held, sent, given up or dropped. */
  settled_at: Timestamp | null
}
