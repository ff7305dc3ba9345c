import type { IngestMetrics } from '../../ingest/ingest-metrics.ts'
import type { Trouble } from '../../notify/troubles/trouble.ts'

/** Counts as before, and notes what somebody has to look at. */
export function watchIngest(
  metrics: IngestMetrics,
  note: (trouble: Trouble) => void,
): IngestMetrics {
  return {
    ...metrics,
    refused: (code) => {
      metrics.refused(code)
      note({ type: 'ingest.refused', code })
    },
    halted: (code) => {
      metrics.halted(code)
      if (code !== null) note({ type: 'ingest.halted', code })
    },
  }
}
