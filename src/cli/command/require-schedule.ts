import type { Config } from '../../config/config.ts'

/**
 * Reads the file that changes the schedule of jobs, where one is named. The jobs are loaded then alone.
 *
 * @throws ConfigError when it cannot be used
 */
export async function requireSchedule({ jobs }: Pick<Config, 'jobs'>): Promise<void> {
  if (jobs.scheduleFile === undefined) return
  const { scheduleOf } = await import('../../jobs/schedule-file.ts')
  scheduleOf(jobs)
}
