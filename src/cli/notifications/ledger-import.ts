import { Command } from 'commander'
import {
  type ImportCounts,
  importLedger,
} from '../../notify/delivery/ledger/import/import-ledger.ts'
import { LedgerFile } from '../../notify/delivery/ledger/import/ledger-file.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
import { nameOption } from '../command/option-values.ts'
import { runCommand } from '../command/run-command.ts'

/** `treeline ledger import FILE`: what the reference told counts as told; exit status 1 when some of it does not. */
export function ledgerImportCommand(): Command {
  return new Command('import')
    .description('take over what KernelCI’s present backend told, so that nobody is told again')
    .argument('<file>', 'its notifications.sqlite3, which is only read', nameOption)
    .option('--dry-run', 'show what would be taken over, change nothing')
    .action(async (file: string, { dryRun = false }: { dryRun?: boolean }) => {
      const needs = { name: 'ledger import', audit: dryRun ? undefined : { file } }
      await runCommand(needs, async ({ database, signal }, record) => {
        using ledger = LedgerFile.open(file)
        const counts = await importLedger(database.db, ledger, { dryRun, signal })
        const { new_issues, issue, status, leftOut } = counts
        record.countRows('report_item', new_issues.noted + issue.noted + status.noted)
        process.stdout.write(importText(counts, dryRun))
        const lost = leftOut['no commit'] + leftOut.unreadable
        if (lost > 0) {
          throw new CommandFailure(`${lost} row(s) not taken over`, exitStatuses.incomplete)
        }
      })
    })
}

function importText(counts: ImportCounts, dryRun: boolean): string {
  const { new_issues, issue, status, leftOut } = counts
  const told = { 'issues in digests': new_issues, 'issue reports': issue, 'status reports': status }
  const lines = Object.entries(told).map(
    ([what, { rows, noted }]) => `${what}: ${rows} row(s), ${noted} new here`,
  )
  const reasons = [
    [leftOut['of no branch'], 'of status reports from before branches were written down: left out'],
    [
      leftOut['no commit'],
      'of status reports whose checkout is not here, or has no commit: bring it, then import again',
    ],
    [leftOut.unreadable, 'that cannot be read: left out'],
  ] as const
  for (const [count, why] of reasons) if (count > 0) lines.push(`${count} row(s) ${why}`)
  if (dryRun) lines.push('dry run: nothing is changed')
  return `${lines.join('\n')}\n`
}
