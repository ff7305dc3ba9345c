import { Command, Option } from 'commander'
import { type ArchiveTable, archiveTables } from '../../transfer/archive/archive-tables.ts'
import type { SnapshotReport } from '../../transfer/snapshot/write-snapshot.ts'
import { writeSnapshot } from '../../transfer/snapshot/write-snapshot.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
import { intervalOption, listOption, nameOption } from '../command/option-values.ts'
import { runCommand } from '../command/run-command.ts'
import { stepProgress } from '../command/step-progress.ts'

type Flags = {
  startInterval: number
  endInterval: number
  table?: ArchiveTable[]
  relatedDataOnly?: true
  origins?: string[]
  filepath: string
}

/** `treeline snapshot`: recent rows in the reference's archive, for it and for `restore` (reference/operations.md 1.3). */
export function snapshotCommand(): Command {
  return new Command('snapshot')
    .description('archive the rows of a window of time in the form that KernelCI exchanges')
    .requiredOption(
      '--start-interval <interval>',
      'how long ago the window begins, such as "7 days"',
      intervalOption,
    )
    .addOption(
      new Option('--end-interval <interval>', 'how long ago it ends')
        .argParser(intervalOption)
        .default(0, '0 hours'),
    )
    .addOption(new Option('--table <name...>', 'these alone').choices(archiveTables))
    .option('--related-data-only', 'builds, tests and incidents only with what they belong to')
    .option('--origins <list>', 'only what these sent, separated by commas', listOption)
    .requiredOption(
      '--filepath <file>',
      'not there yet; another extension becomes .tar.gz',
      nameOption,
    )
    .action((flags: Flags) => snapshot(flags))
}

async function snapshot(flags: Flags): Promise<void> {
  if (flags.endInterval >= flags.startInterval) {
    throw new CommandFailure(
      'the window ends before it begins: --end-interval must be shorter than --start-interval',
      exitStatuses.usage,
    )
  }
  const tables = archiveTables.filter((each) => flags.table?.includes(each) ?? true)
  const file = archiveName(flags.filepath)
  await runCommand({ name: 'snapshot', statementTimeoutMs: 0 }, async ({ database, signal }) => {
    if (flags.endInterval > 0) warnOfDerived(tables)
    using progress = stepProgress(process.stderr)
    const report = await writeSnapshot(database.pool, {
      startMs: flags.startInterval,
      endMs: flags.endInterval,
      origins: flags.origins ?? [],
      relatedOnly: flags.relatedDataOnly === true,
      tables,
      file,
      signal,
      onProgress: ({ table, bytes }) => progress.show(`${table}: ${Math.round(bytes / 1e6)} MB`),
    })
    progress.clear()
    process.stdout.write(`${reportText(report)}written: ${file}\n`)
  })
}

/** As the reference names it: what follows the last dot is replaced. */
function archiveName(path: string): string {
  return path.endsWith('.tar.gz') ? path : `${path.replace(/\.[^./]+$/, '')}.tar.gz`
}

const asOfNow: readonly ArchiveTable[] = ['latest_checkout', 'tree_listing', 'tree_tests_rollup']

/** Sums are those of now: a window that ended before does not take them back. */
function warnOfDerived(tables: readonly ArchiveTable[]): void {
  const named = asOfNow.filter((table) => tables.includes(table))
  if (named.length === 0) return
  process.stderr.write(
    `treeline: ${named.join(', ')} are as they are now, not as at the end of the window; ` +
      '`restore` makes them anew, the reference does not\n',
  )
}

function reportText(report: SnapshotReport): string {
  return report.map(({ table, rows }) => `archived ${table}: ${rows} rows\n`).join('')
}
