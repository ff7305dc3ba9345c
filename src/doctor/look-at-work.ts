import { sql } from 'kysely'
import type { OpenDatabase } from '../store/app/database.ts'
import { fine, type Finding, warning } from './finding.ts'

/** Storage that takes nothing is tried again every hour at last (docs/operations/log-excerpts.md). */
const longMs = 3_600_000

/** Work that failed, or that waits for something outside, as the database remembers it. */
export async function lookAtWork(db: OpenDatabase['db']): Promise<Finding[]> {
  return [
    await lookAtJobs(db),
    await lookAtWaitingExcerpts(db),
    ...(await lookAtMails(db)),
    await lookAtNotices(db),
  ]
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

/** Mails that wait for a person, and those that have been on their way for long. */
async function lookAtMails(db: OpenDatabase['db']): Promise<Finding[]> {
  const { undone, late, since } = await db
    .selectFrom('report')
    .select((eb) => [
      sql<string>`count(*) filter (where state in ('held', 'failed'))`.as('undone'),
      sql<string>`count(*) filter (where state = 'queued')`.as('late'),
      eb.fn.min('found_at').filterWhere('state', '=', 'queued').as('since'),
    ])
    // written out, each of them has an index of its own
    .where(
      sql<boolean>`(state in ('held', 'failed')
        or (state = 'queued' and found_at < now() - interval '1 hour'))`,
    )
    .executeTakeFirstOrThrow()
  const findings: Finding[] = []
  if (Number(undone) > 0) {
    findings.push(
      warning(
        'mails',
        `${undone} are held, or were given up`,
        'see `treeline jobs failed --queue mail`; then `treeline jobs retry` or `treeline jobs delete`',
      ),
    )
  }
  if (since !== null) {
    findings.push(
      warning(
        'mails',
        `${late} have been on their way for an hour, the oldest since ${since}`,
        'see whether a process of role jobs runs that may send, and what the mail server says in its log',
      ),
    )
  }
  return findings.length > 0 ? findings : [fine('mails', 'none waits for anybody')]
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
