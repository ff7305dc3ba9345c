import { Command } from 'commander'
import { rebuildRollUp } from '../../rollup/rebuild/rebuild.ts'
import { restoreDump } from '../../transfer/restore/restore-dump.ts'
import { countChanges } from '../command/count-changes.ts'
import { restoreProgressText, restoreReportText } from './restore-text.ts'
import { nameOption } from '../command/option-values.ts'
import { runCommand } from '../command/run-command.ts'
import { stepProgress } from '../command/step-progress.ts'

/** Another restore would be refused, since there are rows now. */
const withoutSums =
  'treeline: the rows are restored, the sums are not made yet: run `treeline rollup rebuild`\n'

/** `treeline restore FILE`: a dump, of a file, a folder or a pipe, into the database, then the roll-up. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description(
      'fill an empty database from a dump, or add to one, then rebuild everything derived',
    )
    .argument(
      '<file>',
      'a pg_dump in any of its forms, what dump or snapshot wrote, or a pipe: /dev/stdin',
      nameOption,
    )
    .option('--add', 'into a database that has rows, which stay as they are')
    .action(async (file: string, { add: adds = false }: { add?: boolean }) => {
      const needs = { name: 'restore', statementTimeoutMs: 0, audit: { file, adds } }
      await runCommand(needs, async ({ database, signal }, record) => {
        using progress = stepProgress(process.stderr)
        const report = await restoreDump(database.pool, file, {
          adds,
          signal,
          onProgress: (done) => progress.show(restoreProgressText(done)),
        })
        progress.clear()
        for (const { table, rows } of report.restored) record.countRows(table, rows)
        process.stdout.write(restoreReportText(report))
        const { version, changes } = await rebuildRollUp(database.pool, {
          signal,
          onProgress: (step) => progress.show(`rebuild: ${step}`),
        }).catch((error: unknown) => {
          progress.clear()
          process.stderr.write(withoutSums)
          throw error
        })
        progress.clear()
        countChanges(record, changes)
        process.stdout.write(`roll-up rebuilt, version ${version}\n`)
      })
    })
}
