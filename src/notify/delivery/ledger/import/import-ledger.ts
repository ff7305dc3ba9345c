import type { Kysely, Transaction } from 'kysely'
import type { Database } from '../../../../store/app/schema/database-types.ts'
import type { ReportKind } from '../../../../config/tellable.ts'
import type { LedgerFile } from './ledger-file.ts'
import { type ImportedItem, noteImported } from './note-imported.ts'
import { toldIssues } from './told-issues.ts'
import { type LeftOut, toldStatuses } from './told-statuses.ts'

/** The kinds of which the reference keeps what it told (notifications.md 3.3). */
export type ImportedKind = Extract<ReportKind, 'new_issues' | 'issue' | 'status'>

/** How much was told there. */
export type ImportCounts = {
  readonly [kind in ImportedKind]: {
    /** Rows that say so; several may be about the same. */
    rows: number
    /** Things that nobody here knew to be told. */
    noted: number
  }
} & { readonly leftOut: Record<LeftOut, number> }

/**
 * Notes all that the reference told, so that nobody is told again. What is known here stays as it is, so the same file
 * changes nothing twice. All of it is one transaction.
 *
 * @param options.dryRun only counts; what it wrote for that is taken back
 * @param options.signal ends it between two pages, with nothing written
 * @throws LedgerFileUnusable when the file cannot be read to its end
 */
export async function importLedger(
  db: Kysely<Database>,
  ledger: LedgerFile,
  { dryRun, signal }: { dryRun: boolean; signal: AbortSignal },
): Promise<ImportCounts> {
  const tx = await db.startTransaction().execute()
  try {
    const counts = noCounts()
    await importIssues(tx, ledger, counts, signal)
    await importStatuses(tx, ledger, counts, signal)
    await (dryRun ? tx.rollback() : tx.commit()).execute()
    return counts
  } catch (error) {
    if (!tx.isCommitted && !tx.isRolledBack) await tx.rollback().execute()
    throw error
  }
}

function noCounts(): ImportCounts {
  const none = () => ({ rows: 0, noted: 0 })
  const leftOut = { 'of no branch': 0, 'no commit': 0, unreadable: 0 }
  return { new_issues: none(), issue: none(), status: none(), leftOut }
}

async function importIssues(
  tx: Transaction<Database>,
  ledger: LedgerFile,
  counts: ImportCounts,
  signal: AbortSignal,
): Promise<void> {
  for (const page of ledger.pages('notifications_issue')) {
    signal.throwIfAborted()
    const { inDigest, alone, unreadable } = toldIssues(page)
    await note(tx, counts, 'new_issues', inDigest)
    await note(tx, counts, 'issue', alone)
    counts.leftOut.unreadable += unreadable
  }
}

async function importStatuses(
  tx: Transaction<Database>,
  ledger: LedgerFile,
  counts: ImportCounts,
  signal: AbortSignal,
): Promise<void> {
  for (const page of ledger.pages('notifications_checkout')) {
    signal.throwIfAborted()
    const { told, leftOut } = await toldStatuses(tx, page)
    await note(tx, counts, 'status', told)
    for (const why of leftOut) counts.leftOut[why] += 1
  }
}

async function note(
  tx: Transaction<Database>,
  counts: ImportCounts,
  kind: ImportedKind,
  items: readonly ImportedItem[],
): Promise<void> {
  counts[kind].rows += items.length
  counts[kind].noted += await noteImported(tx, kind, items)
}
