import type { Logger } from '../platform/log/log.ts'
import type { DatabaseClock } from '../store/app/database-clock.ts'
import type { IngestMetrics } from './ingest-metrics.ts'
import type { Backoff } from './pipeline/backoff.ts'
import type { BatchWriter } from './pipeline/batch-writer.ts'
import type { PipelineLimits } from './pipeline/pipeline-limits.ts'
import type { PreparationPool } from './pipeline/preparation-pool.ts'
import type { ProgressOutput } from './progress/progress-display.ts'
import type { SpoolClaims } from './spool/claims/spool-claims.ts'
import type { KnownFiles } from './spool/known-files.ts'
import type { SpoolQueue } from './spool/spool-queue.ts'
import type { Spool } from './spool/spool.ts'

/** What a pass works with. */
export type IngestPassOptions = {
  spool: Spool
  threads: PreparationPool
  writer: BatchWriter
  claims: SpoolClaims
  /** Set by each pass that finds work: files may be received by it. */
  clock: Pick<DatabaseClock, 'ask'>
  queue: SpoolQueue
  limits: PipelineLimits
  backoff: Backoff
  known: KnownFiles
  log: Logger
  metrics: IngestMetrics
  signal: AbortSignal
  out?: ProgressOutput | undefined
  /** Waited for before files of a batch are moved. */
  beforeMoved?: (() => Promise<void>) | undefined
}
