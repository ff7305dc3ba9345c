import { Command } from 'commander'
import { rebuildRollUp } from '../rollup/rebuild.ts'
import { restoreDump } from '../store/app/restore/restore-dump.ts'
import { runCommand } from './run-command.ts'
import { stepProgress } from './step-progress.ts'

/** `treeline restore FILE.sql[.gz]`: a plain data dump into an empty database, then the roll-up. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('fill an empty database from a plain data dump, then rebuild everything derived')
    .argument('<file>', 'a plain pg_dump with COPY blocks, .sql or .sql.gz')
    .action(async (file: string) => {
      await runCommand({ name: 'restore', statementTimeoutMs: 0 }, async ({ database, signal }) => {
        using progress = stepProgress(process.stderr)
        const { restored, skipped } = await restoreDump(database.pool, file, {
          signal,
          onProgress: ({ table, readBytes, totalBytes }) =>
            progress.show(
              `${table}: ${Math.round((readBytes / Math.max(totalBytes, 1)) * 100)} % of the file`,
            ),
        })
        progress.clear()
        for (const { table, rows } of restored)
          process.stdout.write(`restored ${table}: ${rows} rows\n`)
        if (skipped.length > 0) process.stdout.write(`skipped: ${skipped.join(', ')}\n`)
        const { version } = await rebuildRollUp(database.pool, {
          signal,
          onProgress: (step) => progress.show(`rebuild: ${step}`),
        })
        progress.clear()
        process.stdout.write(`roll-up rebuilt, version ${version}\n`)
      })
    })
}
