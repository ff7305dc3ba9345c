import { Argument, Command } from 'commander'
import { openRunsJobs } from '../../jobs/open-runs-jobs.ts'
import { beginByCommand } from '../../jobs/runs/begin-by-command.ts'
import { runJob } from '../../jobs/run-job.ts'
import { schedule as allJobs } from '../../jobs/schedule.ts'
import { scheduleOf } from '../../jobs/schedule-file.ts'
import { openQueues } from '../../notify/delivery/open-delivery.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
import { runCommand } from '../command/run-command.ts'

/** `treeline jobs run NAME`: here and now; its slots are due nonetheless. */
export function jobsRunCommand(): Command {
  const names = allJobs.map(({ name }) => name)
  return new Command('run')
    .description('run a job now, in this process, unless it runs somewhere already')
    .addArgument(new Argument('<name>', 'as jobs list shows it').choices(names))
    .action(async (name: string) => {
      const needs = { name: 'jobs run', audit: { name }, logLevel: 'info' } as const
      await runCommand(needs, async (context) => {
        const schedule = scheduleOf(context.config.jobs)
        const job = schedule.find((each) => each.name === name)
        if (job === undefined) {
          throw new CommandFailure(`JOBS_SCHEDULE_FILE leaves ${name} out`, exitStatuses.usage)
        }
        await using queues = await openQueues(context, { supervises: false })
        const runs = openRunsJobs(context, schedule, queues.announce)
        const { db } = context.database
        const run = await beginByCommand(db, name, runs.owner, runs.rules.leaseMs)
        if (run === null) {
          throw new CommandFailure(
            `${name} runs already: see jobs history --job ${name}`,
            exitStatuses.unable,
          )
        }
        const result = await runJob(job, run, runs)
        context.signal.throwIfAborted()
        if (result.outcome === 'failed') {
          throw new CommandFailure(`${name} failed: ${result.problem}`, exitStatuses.incomplete)
        }
        if (result.outcome !== 'done') {
          throw new CommandFailure(`${name} did not end here`, exitStatuses.unable)
        }
        process.stdout.write(`${name}: done ${JSON.stringify(result.summary)}\n`)
      })
    })
}
