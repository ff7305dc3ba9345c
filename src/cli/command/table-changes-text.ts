import type { RebuildChanges } from '../../rollup/rebuild/rebuild-run.ts'

/** One line per table in which rows were wrong or missing. */
export function tableChangesText(changes: RebuildChanges): string {
  return [...changes]
    .filter(([, { added, corrected, deleted }]) => added + corrected + deleted > 0)
    .map(
      ([table, { added, corrected, deleted }]) =>
        `${table}: ${added} rows added, ${corrected} corrected, ${deleted} deleted\n`,
    )
    .join('')
}
