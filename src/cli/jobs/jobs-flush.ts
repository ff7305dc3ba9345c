import { Command } from 'commander'
import { deleteFailedRuns } from '../../jobs/failed/failed-runs.ts'
import { isConfirmed } from '../command/confirmation.ts'
import { runCommand } from '../command/run-command.ts'
import { dropMails } from '../../notify/delivery/ledger/undone-mails.ts'
import { dropNotices } from '../../notify/delivery/notices/ledger/undone-notices.ts'
import { failedFilters, type FailedFlags, withFailedOptions } from './failed-options.ts'

type Flags = FailedFlags & { yes?: true }

/** `treeline jobs flush [--queue Q] [--older-than H] [--yes]`: all failed work, or that of one queue. */
export function jobsFlushCommand(): Command {
  const command = new Command('flush').description('delete all failed work, or what is meant of it')
  return withFailedOptions(command)
    .option('--yes', 'do not ask')
    .action(async ({ yes, ...flags }: Flags) => {
      const needs = { name: 'jobs flush', audit: { ...flags } }
      await runCommand(needs, async ({ database, signal }, record) => {
        if (!yes && !(await isConfirmed('delete this failed work?', signal))) {
          return void process.stdout.write('aborted, nothing was deleted\n')
        }
        const { runs, mails, notices } = failedFilters(flags)
        const runCount = runs === null ? 0 : await deleteFailedRuns(database.db, runs)
        const mailCount = mails === null ? 0 : await dropMails(database.db, mails)
        const noticeCount = notices === null ? 0 : await dropNotices(database.db, notices)
        record.countRows('job_run', runCount)
        record.countRows('report', mailCount)
        record.countRows('notice', noticeCount)
        process.stdout.write(`${runCount + mailCount + noticeCount} deleted\n`)
      })
    })
}
