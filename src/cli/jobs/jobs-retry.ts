import { Argument, Command } from 'commander'
import type { Context } from '../../context.ts'
import { failedRuns, retryFailedRuns } from '../../jobs/failed/failed-runs.ts'
import { schedule as allJobs } from '../../jobs/schedule.ts'
import { scheduleOf } from '../../jobs/schedule-file.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
import { runCommand } from '../command/run-command.ts'
import { sendAgain } from '../../notify/delivery/ledger/undone-mails.ts'
import { sendNoticesAgain } from '../../notify/delivery/notices/ledger/undone-notices.ts'
import { openQueues } from '../../notify/delivery/open-delivery.ts'
import { type FailedIds, idsArgument, idTexts } from './failed-ids.ts'

/** `treeline jobs retry ID…`: failed work is done again by a process of the role `jobs`. */
export function jobsRetryCommand(): Command {
  return new Command('retry')
    .description('have failed work done again by a process that runs jobs')
    .addArgument(new Argument('<id...>', 'as jobs failed shows them').argParser(idsArgument))
    .action(async (ids: FailedIds) => {
      const needs = { name: 'jobs retry', audit: { ids: idTexts(ids) } }
      await runCommand(needs, async (context, record) => {
        const { db } = context.database
        await requireScheduled(context, ids.runs)
        const runs = await retryFailedRuns(db, { ids: ids.runs })
        const { mails, notices } = await sendAgainWhat(context, ids)
        record.countRows('job_run', runs)
        record.countRows('report', mails)
        record.countRows('notice', notices)
        const count = runs + mails + notices
        process.stdout.write(`${count} to be tried again\n`)
        if (count < new Set(idTexts(ids)).size) {
          throw new CommandFailure(
            'the others have not failed, or are gone',
            exitStatuses.incomplete,
          )
        }
      })
    })
}

/** A run of a job that nobody runs would wait for ever. */
async function requireScheduled(
  { config, database }: Context,
  ids: readonly number[],
): Promise<void> {
  if (ids.length === 0) return
  const names = new Set(scheduleOf(config.jobs).map(({ name }) => name))
  const failed = await failedRuns(database.db, { ids }, ids.length)
  const unscheduled = failed.find(({ queue }) => !names.has(queue))
  if (unscheduled === undefined) return
  const { id, queue } = unscheduled
  const isKnown = allJobs.some(({ name }) => name === queue)
  const why = isKnown
    ? `JOBS_SCHEDULE_FILE leaves ${queue} out`
    : `there is no job ${queue} any more`
  throw new CommandFailure(`nothing is retried: nobody would do ${id}, ${why}`, exitStatuses.usage)
}

async function sendAgainWhat(
  context: Context,
  { mails, notices }: FailedIds,
): Promise<{ mails: number; notices: number }> {
  if (mails.length + notices.length === 0) return { mails: 0, notices: 0 }
  const { db } = context.database
  await using queues = await openQueues(context, { supervises: false })
  return {
    mails: await sendAgain(db, queues, { ids: mails }),
    notices: await sendNoticesAgain(db, queues.deliveries, { ids: notices }),
  }
}
