import { Command } from 'commander'
import { scheduleOf } from '../../jobs/schedule-file.ts'
import { type KnownJob, knownJobs } from '../../jobs/runs/known-jobs.ts'
import { cronExpression } from '../../jobs/slots/cron-expression.ts'
import { DatabaseClock, timeOf } from '../../store/app/database-clock.ts'
import type { Job } from '../../jobs/job.ts'
import { runCommand } from '../command/run-command.ts'

/** `treeline jobs list`: a line per job: when it is due, how it went last, what it does. */
export function jobsListCommand(): Command {
  return new Command('list')
    .description('show the schedule: next slot (UTC), last success, what each job does')
    .action(async () => {
      await runCommand({ name: 'jobs list' }, async ({ config, database }) => {
        const schedule = scheduleOf(config.jobs)
        const now = await new DatabaseClock(timeOf(database.db)).ask()
        const names = schedule.map(({ name }) => name)
        const known = new Map(
          (await knownJobs(database.db, names)).map((each) => [each.name, each]),
        )
        for (const job of schedule) {
          process.stdout.write(`${jobLine(job, known.get(job.name), now)}\n`)
        }
      })
    })
}

function jobLine(job: Job, known: KnownJob | undefined, now: Date): string {
  const next = cronExpression(job.expression).nextSlot(now)
  return [
    job.name.padEnd(31),
    job.expression.padEnd(16),
    `next ${next === null ? 'never' : minutesOf(next.toISOString())}`,
    `last success ${known?.lastSuccess == null ? 'none' : minutesOf(known.lastSuccess)}`.padEnd(30),
    job.does,
  ].join('  ')
}

function minutesOf(instant: string): string {
  return `${instant.slice(0, 16)}Z`
}
