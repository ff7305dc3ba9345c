import type { LedgerRow } from './ledger-file.ts'
import type { ImportedItem } from './note-imported.ts'
import { isKeepable, writtenInstant } from './written-values.ts'

/** What rows of `notifications_issue` say (notifications.md 3.2, 3.3). */
export type ToldIssues = {
  /** The digest knows them: a row is enough, as there. */
  readonly inDigest: readonly ImportedItem[]
  /** Their regression report went out. */
  readonly alone: readonly ImportedItem[]
  readonly unreadable: number
}

/** An issue is one, whatever its version became (notifications.md O-44). */
export function toldIssues(rows: readonly LedgerRow<'notifications_issue'>[]): ToldIssues {
  const inDigest: ImportedItem[] = []
  const alone: ImportedItem[] = []
  for (const row of rows) {
    const { issue_id: item, notification_message_id: messageId, notification_sent: sent } = row
    if (!isKeepable(item)) continue
    const told = { item, toldAt: writtenInstant(sent) }
    inDigest.push(told)
    if (messageId !== null || sent !== null) alone.push(told)
  }
  return { inDigest, alone, unreadable: rows.length - inDigest.length }
}
