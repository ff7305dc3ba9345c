import { createExcerptMetrics } from '../../ingest/excerpts/excerpt-metrics.ts'
import { moveWaitingExcerpts } from '../../ingest/excerpts/move-excerpts.ts'
import { openExcerptStorage } from '../../ingest/excerpts/open-excerpt-storage.ts'
import type { JobContext, JobSummary } from '../job.ts'

/** What it works with. */
type Surroundings = Pick<JobContext, 'cache' | 'config' | 'metrics' | 'signal'> & {
  database: Pick<JobContext['database'], 'db' | 'pool'>
}

/** Storage does not take log excerpts. */
class StorageFails extends Error {
  readonly code = 'storage_fails'
}

/**
 * Moves log excerpts that are due into storage. A service that ingests does so by itself; this is for those
 * that commands left, and tells somebody when storage takes nothing.
 *
 * @throws StorageFails
 */
export async function retryExcerpts(context: Surroundings): Promise<JobSummary> {
  const { config, database, metrics, signal } = context
  if (!config.excerpts.converts) return { moved: 0 }
  const storage = await openExcerptStorage(context)
  const options = {
    pool: database.pool,
    db: database.db,
    storage,
    threshold: config.excerpts.threshold,
    metrics: createExcerptMetrics(metrics),
    signal,
  }
  for (let moved = 0; ;) {
    const report = await moveWaitingExcerpts(options)
    moved += report.moved
    if (report.problem !== undefined) throw new StorageFails(report.problem)
    if (!report.more) return { moved, waiting: report.waiting }
  }
}
