import type { AuditRecord } from '../../audit/audited.ts'
import type { RebuildChanges } from '../../rollup/rebuild/rebuild-run.ts'

/** Puts on record how many rows of each derived table were written or deleted. */
export function countChanges(record: AuditRecord, changes: RebuildChanges): void {
  for (const [table, { added, corrected, deleted }] of changes) {
    if (added + corrected + deleted > 0) record.countRows(table, added + corrected + deleted)
  }
}
