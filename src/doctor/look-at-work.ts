import type { OpenDatabase } from '../store/app/database.ts'
import { fine, type Finding, warning } from './finding.ts'

/** Storage that takes nothing is tried again every hour at last (docs/operations/log-excerpts.md). */
const longMs = 3_600_000

/** Work that failed, or that waits for something outside, as the database remembers it. */
export async function lookAtWork(db: OpenDatabase['db']): Promise<Finding[]> {
  return [await lookAtJobs(db), await lookAtWaitingExcerpts(db), await lookAtNotices(db)]
}

async function lookAtJobs(db: OpenDatabase['db']): Promise<Finding> {
  const { count, jobs } = await db
    .selectFrom('job_run')
    .select((eb) => [
      eb.fn.countAll<string>().as('count'),
      eb.fn.agg<string[] | null>('array_agg', ['job']).distinct().as('jobs'),
    ])
    .where('outcome', '=', 'failed')
    .executeTakeFirstOrThrow()
  if (jobs === null) return fine('jobs', 'no run failed')
  return warning(
    'jobs',
    `${count} runs failed, of ${jobs.join(', ')}`,
    'see `treeline jobs failed`; then `treeline jobs retry` or `treeline jobs delete`',
  )
}

async function lookAtWaitingExcerpts(db: OpenDatabase['db']): Promise<Finding> {
  const { count, since } = await db
    .selectFrom('waiting_excerpt')
    .select((eb) => [eb.fn.countAll<string>().as('count'), eb.fn.min('since').as('since')])
    .executeTakeFirstOrThrow()
  if (since === null) return fine('log excerpts', 'none waits for storage')
  const says = `${count} wait for storage, the oldest since ${since}`
  return Date.now() - Date.parse(since) < longMs
    ? fine('log excerpts', says)
    : warning('log excerpts', says, 'see whether storage answers, and takes STORAGE_TOKEN')
}

async function lookAtNotices(db: OpenDatabase['db']): Promise<Finding> {
  const { count, channels } = await db
    .selectFrom('notice')
    .select((eb) => [
      eb.fn.countAll<string>().as('count'),
      eb.fn.agg<string[] | null>('array_agg', ['channel']).distinct().as('channels'),
    ])
    .where('state', '=', 'failed')
    .executeTakeFirstOrThrow()
  if (channels === null) return fine('notices', 'none was given up')
  return warning(
    'notices',
    `${count} were given up, for ${channels.join(', ')}`,
    'see `treeline jobs failed`; then `treeline jobs retry` or `treeline jobs delete`',
  )
}
