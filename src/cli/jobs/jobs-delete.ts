import { Argument, Command } from 'commander'
import { deleteFailedRuns } from '../../jobs/failed/failed-runs.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
import { runCommand } from '../command/run-command.ts'
import { dropMails } from '../../notify/delivery/ledger/undone-mails.ts'
import { dropNotices } from '../../notify/delivery/notices/ledger/undone-notices.ts'
import { type FailedIds, idsArgument, idTexts } from './failed-ids.ts'

/** `treeline jobs delete ID…`: failed work that nobody has to do again. */
export function jobsDeleteCommand(): Command {
  return new Command('delete')
    .description('delete failed work that need not be done again')
    .addArgument(new Argument('<id...>', 'as jobs failed shows them').argParser(idsArgument))
    .action(async (ids: FailedIds) => {
      const needs = { name: 'jobs delete', audit: { ids: idTexts(ids) } }
      await runCommand(needs, async ({ database }, record) => {
        const runs = await deleteFailedRuns(database.db, { ids: ids.runs })
        const mails = await dropMails(database.db, { ids: ids.mails })
        const notices = await dropNotices(database.db, { ids: ids.notices })
        record.countRows('job_run', runs)
        record.countRows('report', mails)
        record.countRows('notice', notices)
        const count = runs + mails + notices
        process.stdout.write(`${count} deleted\n`)
        if (count < new Set(idTexts(ids)).size) {
          throw new CommandFailure(
            'the others have not failed, or are gone',
            exitStatuses.incomplete,
          )
        }
      })
    })
}
