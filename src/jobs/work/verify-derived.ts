import { verifyRollUp } from '../../rollup/verify/verify.ts'
import { FailedWithSummary } from '../failed-with-summary.ts'
import type { JobContext, JobSummary } from '../job.ts'

/** Derived tables differ from what they should hold. */
class DriftFound extends FailedWithSummary {
  readonly code = 'drift_found'
}

/**
 * Compares a random sample of the derived tables with their recomputation, and repairs nothing: drift is a
 * defect that somebody should see.
 *
 * @throws DriftFound that names the tables
 */
export async function verifyDerived({ config, database, signal }: JobContext): Promise<JobSummary> {
  const sample = config.jobs.verifySample
  const { drift } = await verifyRollUp(database.pool, { sample, repair: false, signal })
  const differing = drift.reduce((sum, { rows }) => sum + rows, 0)
  const summary = { builds: sample, drift_rows: differing }
  if (drift.length === 0) return summary
  const tables = drift.map(({ table, rows }) => `${table} (${rows} rows)`).join(', ')
  throw new DriftFound(
    `${tables} differ; look with rollup verify, mend with rollup verify --repair`,
    summary,
  )
}
