import { Command } from 'commander'
import type { Kysely } from 'kysely'
import type { AuditRecord } from '../../audit/audited.ts'
import { deleteFailedRuns } from '../../jobs/failed/failed-runs.ts'
import { isConfirmed } from '../command/confirmation.ts'
import { onRecord, runCommand } from '../command/run-command.ts'
import { dropMails } from '../../notify/delivery/ledger/undone-mails.ts'
import { dropNotices } from '../../notify/delivery/notices/ledger/undone-notices.ts'
import type { Database } from '../../store/app/schema/database-types.ts'
import { failedFilters, type FailedFlags, withFailedOptions } from './failed-options.ts'

type Flags = FailedFlags & { yes?: true }

/** `treeline jobs flush [--queue Q] [--older-than H] [--yes]`: all failed work, or that of one queue. */
export function jobsFlushCommand(): Command {
  const command = new Command('flush').description('delete all failed work, or what is meant of it')
  return withFailedOptions(command)
    .option('--yes', 'do not ask')
    .action(async ({ yes, ...flags }: Flags) => {
      const name = 'jobs flush'
      await runCommand({ name }, async (context) => {
        if (!yes && !(await isConfirmed('delete this failed work?', context.signal))) {
          return void process.stdout.write('aborted, nothing was deleted\n')
        }
        await onRecord(context, name, { ...flags }, (record) =>
          flush(context.database.db, flags, record),
        )
      })
    })
}

async function flush(db: Kysely<Database>, flags: FailedFlags, record: AuditRecord): Promise<void> {
  const { runs, mails, notices } = failedFilters(flags)
  const runCount = runs === null ? 0 : await deleteFailedRuns(db, runs)
  const mailCount = mails === null ? 0 : await dropMails(db, mails)
  const noticeCount = notices === null ? 0 : await dropNotices(db, notices)
  record.countRows('job_run', runCount)
  record.countRows('report', mailCount)
  record.countRows('notice', noticeCount)
  process.stdout.write(`${runCount + mailCount + noticeCount} deleted\n`)
}
