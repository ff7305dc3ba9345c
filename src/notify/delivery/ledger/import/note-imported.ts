import type { Transaction } from 'kysely'
import type { Database } from '../../../../store/app/schema/database-types.ts'
import { type Timestamp, timestampOf } from '../../../../store/app/values/timestamp.ts'
import type { ReportKind } from '../../../../config/tellable.ts'

/** Something that the reference told. */
export type ImportedItem = {
  /** As in `Report.items`. */
  readonly item: string
  /** When; null where it did not write it down. */
  readonly toldAt: Timestamp | null
}

/**
 * Notes that these were told, without a mail. What is known already, told or ignored, stays as it is.
 *
 * @returns how many were not known
 */
export async function noteImported(
  tx: Transaction<Database>,
  kind: ReportKind,
  items: readonly ImportedItem[],
): Promise<number> {
  if (items.length === 0) return 0
  const now = timestampOf(new Date())
  const noted = await tx
    .insertInto('report_item')
    .values(
      items.map(({ item, toldAt }) => ({
        kind,
        item,
        state: 'told' as const,
        told_at: toldAt ?? now,
        report_id: null,
      })),
    )
    .onConflict((row) => row.columns(['kind', 'item']).doNothing())
    .returning('item')
    .execute()
  return noted.length
}
