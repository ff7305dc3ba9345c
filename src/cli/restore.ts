import { Command } from 'commander'
import { rebuildRollUp } from '../rollup/rebuild.ts'
import {
  restoreDump,
  type RestoreProgress,
  type RestoreReport,
} from '../store/app/restore/restore-dump.ts'
import { runCommand } from './run-command.ts'
import { stepProgress } from './step-progress.ts'

/** `treeline restore FILE.sql[.gz]`: a plain data dump into an empty database, then the roll-up. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('fill an empty database from a plain data dump, then rebuild everything derived')
    .argument('<file>', 'a plain pg_dump with COPY blocks, .sql or .sql.gz, or a pipe: /dev/stdin')
    .action(async (file: string) => {
      await runCommand({ name: 'restore', statementTimeoutMs: 0 }, async ({ database, signal }) => {
        using progress = stepProgress(process.stderr)
        const report = await restoreDump(database.pool, file, {
          signal,
          onProgress: (done) => progress.show(progressText(done)),
        })
        progress.clear()
        process.stdout.write(reportText(report))
        const { version } = await rebuildRollUp(database.pool, {
          signal,
          onProgress: (step) => progress.show(`rebuild: ${step}`),
        })
        progress.clear()
        process.stdout.write(`roll-up rebuilt, version ${version}\n`)
      })
    })
}

function progressText({ table, readBytes, totalBytes }: RestoreProgress): string {
  if (totalBytes === undefined) return `${table}: ${Math.round(readBytes / 1e6)} MB read`
  return `${table}: ${Math.round((readBytes / Math.max(totalBytes, 1)) * 100)} % of the file`
}

function reportText({ restored, outOfRange, skipped }: RestoreReport): string {
  const lines = restored.map(({ table, rows }) => `restored ${table}: ${rows} rows\n`)
  for (const { table, column, count } of outOfRange) {
    lines.push(
      `${table}.${column}: ${count} outside the years 1 to 9999, stored as they are, answered as null\n`,
    )
  }
  if (skipped.length > 0) lines.push(`skipped: ${skipped.join(', ')}\n`)
  return lines.join('')
}
