import { deleteOldLogs } from '../../store/cache/log-store.ts'
import type { JobContext, JobSummary } from '../job.ts'

/** Removes logs from the local cache that are too old to be used; room is taken by new ones. */
export async function cleanCache({ config, cache }: JobContext): Promise<JobSummary> {
  const { db } = await cache()
  return { logs: await deleteOldLogs(db, config.fetch.cache, Date.now()) }
}
