import type { Generated } from 'kysely'
import type { Timestamp } from '../values/timestamp.ts'

export type ItemState = 'told' | 'ignored'

/** Something that people were told, once. */
export type ReportItemRow = {
  /** As in → `report.kind`. */
  kind: string
  /** What was told: an issue id, a platform and week, a checkout of a subscription … */
  item: string
  /** `told`, or `ignored`: nobody is to be told. */
  state: ItemState
  /** When, last. */
  told_at: Generated<Timestamp>
  /** How often: more than once where somebody insisted. */
  times: Generated<number>
  /** The mail that told it, → `report.id`; null for what was ignored, imported, or is long gone. */
  report_id: number | null
}
