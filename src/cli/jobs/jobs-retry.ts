import { Argument, Command } from 'commander'
import type { Context } from '../../context.ts'
import { retryFailedRuns } from '../../jobs/failed/failed-runs.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
import { runCommand } from '../command/run-command.ts'
import { openDelivery } from '../../notify/delivery/open-delivery.ts'
import { sendAgain } from '../../notify/delivery/ledger/undone-mails.ts'
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
        const runs = await retryFailedRuns(db, { ids: ids.runs })
        const mails = ids.mails.length === 0 ? 0 : await retryMails(context, ids.mails)
        record.countRows('job_run', runs)
        record.countRows('report', mails)
        const count = runs + mails
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

async function retryMails(context: Context, ids: readonly number[]): Promise<number> {
  await using delivery = await openDelivery(context, { supervises: false })
  return sendAgain(delivery.db, delivery.queue, { ids })
}
