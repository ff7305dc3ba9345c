import type { ExcerptSettings } from './excerpt-rule.ts'

/** What an ingester has to do with long log excerpts. */
export type IngestExcerpts = {
  settings: ExcerptSettings
  /** Whether one more may wait for storage; else it stays in its row for good. */
  mayWait: () => boolean
  /** Called after the commit of rows with excerpts that wait. */
  onWaiting: () => void
}
