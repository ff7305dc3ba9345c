import { audited } from '../../audit/audited.ts'
import { giveSpaceBack } from '../../prune/give-space-back.ts'
import { prune, type PrunedBatch } from '../../prune/prune.ts'
import { prunableTables } from '../../prune/prune-rules.ts'
import type { JobContext, JobSummary } from '../job.ts'

/** Rows of one transaction at most; slow ones make the next smaller. */
const batchSize = 10_000
const dayMs = 86_400_000

type PruneContext = Pick<JobContext, 'config' | 'log' | 'signal'> & {
  database: Pick<JobContext['database'], 'db' | 'pool'>
}

/**
 * Removes checkouts, builds and tests that the settings call old, as the command does, on record in the audit
 * trail; nothing where they say for ever. What an incident names stays. A run that is ended early leaves the rest
 * for the next one.
 */
export async function pruneOldRows({
  config,
  database,
  log,
  signal,
}: PruneContext): Promise<JobSummary> {
  const { pruneAfterDays } = config.jobs
  if (pruneAfterDays === undefined) return { removed: 0 }
  const rules = {
    olderThanMs: pruneAfterDays * dayMs,
    origins: null,
    tables: prunableTables,
    protectsIssues: true,
  }
  return prune(database.pool, rules, signal, async ({ rows }, remove) => {
    if (prunableTables.every((table) => rows[table] === 0)) return { removed: 0 }
    const summary: JobSummary = {}
    const action = {
      db: database.db,
      action: 'prune',
      parameters: { job: 'prune', olderThanDays: pruneAfterDays },
      signal,
      onUnrecorded: (problem: string) => log.warn({}, problem),
    }
    await audited(action, async (record) => {
      const onBatch = ({ removed }: PrunedBatch) => {
        for (const [table, count] of Object.entries(removed)) {
          if (count > 0) record.countRows(table, count)
        }
      }
      Object.assign(summary, await remove({ batchSize, onBatch }))
      await giveSpaceBack(database.pool, { isFull: false, log, signal })
    })
    return summary
  })
}
