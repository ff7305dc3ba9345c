import { Command } from 'commander'
import { rebuildRollUp } from '../rollup/rebuild.ts'
import { restoreDump } from '../store/app/restore/restore-dump.ts'
import { countChanges } from './count-changes.ts'
import { restoreProgressText, restoreReportText } from './restore-text.ts'
import { runCommand } from './run-command.ts'
import { stepProgress } from './step-progress.ts'

/** `treeline restore FILE`: a plain data dump, of a file or a pipe, into an empty database, then the roll-up. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('fill an empty database from a plain data dump, then rebuild everything derived')
    .argument('<file>', 'a plain pg_dump with COPY blocks, .sql or .sql.gz, or a pipe: /dev/stdin')
    .action(async (file: string) => {
      const needs = { name: 'restore', statementTimeoutMs: 0, audit: { file } }
      await runCommand(needs, async ({ database, signal }, record) => {
        using progress = stepProgress(process.stderr)
        const report = await restoreDump(database.pool, file, {
          signal,
          onProgress: (done) => progress.show(restoreProgressText(done)),
        })
        progress.clear()
        for (const { table, rows } of report.restored) record.countRows(table, rows)
        process.stdout.write(restoreReportText(report))
        const { version, changes } = await rebuildRollUp(database.pool, {
          signal,
          onProgress: (step) => progress.show(`rebuild: ${step}`),
        })
        progress.clear()
        countChanges(record, changes)
        process.stdout.write(`roll-up rebuilt, version ${version}\n`)
      })
    })
}
