import { Command, InvalidArgumentError, Option } from 'commander'
import type { Context } from '../../context.ts'
import { giveSpaceBack } from '../../prune/give-space-back.ts'
import { prune, type RemoveDoomed } from '../../prune/prune.ts'
import { prunableTables, type PrunableTable, type PruneRules } from '../../prune/prune-rules.ts'
import { isConfirmed } from '../command/confirmation.ts'
import { intervalOption, listOption, wholeNumberOption } from '../command/option-values.ts'
import { batchText, doomedText, spaceText, total } from './prune-text.ts'
import { onRecord, runCommand } from '../command/run-command.ts'
import { stepProgress } from '../command/step-progress.ts'

type Flags = {
  olderThan: number
  origins?: string[]
  tables: PrunableTable[]
  batchSize: number
  skipIssueProtection?: true
  dryRun?: true
  yes?: true
  full?: true
}

/** `treeline prune --older-than INTERVAL`: old rows with everything derived from them (reference/operations.md 1.1). */
export function pruneCommand(): Command {
  return new Command('prune')
    .description('remove old checkouts, builds and tests, with all sums that they are part of')
    .requiredOption(
      '--older-than <interval>',
      'since a row was stored or sent again last, such as "90 days"',
      intervalOption,
    )
    .option('--origins <list>', 'only what these sent, separated by commas', listOption)
    .addOption(
      new Option('--tables <list>', 'separated by commas')
        .argParser(tablesOption)
        .default([...prunableTables], prunableTables.join(',')),
    )
    .option(
      '--batch-size <n>',
      'rows of one transaction at most; fewer when they take long',
      wholeNumberOption(1, 1_000_000),
      10_000,
    )
    .option('--skip-issue-protection', 'also what incidents name, and these incidents')
    .option('--dry-run', 'count, remove nothing')
    .option('--yes', 'do not ask')
    .option('--full', 'give all room back to the disk; requests wait meanwhile')
    .action(async (flags: Flags) => {
      await runCommand({ name: 'prune', statementTimeoutMs: 0 }, (context) => run(context, flags))
    })
}

async function run(context: Context, flags: Flags): Promise<void> {
  const { database, signal } = context
  const rules: PruneRules = {
    olderThanMs: flags.olderThan,
    origins: flags.origins ?? null,
    tables: flags.tables,
    protectsIssues: !flags.skipIssueProtection,
  }
  using progress = stepProgress(process.stderr)
  progress.show('looking for what is old')
  await prune(database.pool, rules, signal, async (doomed, remove) => {
    progress.clear()
    process.stdout.write(doomedText(doomed, rules))
    if (flags.dryRun) return void process.stderr.write('dry run: nothing was removed\n')
    if (total(doomed) === 0) {
      process.stdout.write('nothing is that old\n')
      // who is not asked wants to see later that it ran
      return flags.yes ? onRecord(context, 'prune', told(flags), async () => {}) : undefined
    }
    if (!flags.yes && !(await isConfirmed('remove all this?', signal))) {
      return void process.stdout.write('aborted, nothing was removed\n')
    }
    await removeOnRecord(context, flags, remove)
  })
}

async function removeOnRecord(context: Context, flags: Flags, remove: RemoveDoomed): Promise<void> {
  const { database, log, signal } = context
  await onRecord(context, 'prune', told(flags), async (record) => {
    await remove({
      batchSize: flags.batchSize,
      onBatch: (batch) => {
        process.stdout.write(batchText(batch))
        for (const [table, rows] of Object.entries(batch.removed)) {
          if (rows > 0) record.countRows(table, rows)
        }
      },
    })
    using progress = stepProgress(process.stderr)
    const space = await giveSpaceBack(database.pool, {
      isFull: flags.full === true,
      log,
      signal,
      onTable: (table) => progress.show(`vacuum ${table}`),
    })
    progress.clear()
    process.stdout.write(spaceText(space))
  })
}

/** What the audit trail keeps of the options. */
function told({ yes: _, dryRun: __, olderThan, ...others }: Flags) {
  return { ...others, olderThanMinutes: olderThan / 60_000 }
}

function tablesOption(value: string): PrunableTable[] {
  const names = new Set(listOption(value))
  const tables = prunableTables.filter((table) => names.has(table))
  if (tables.length === names.size) return tables
  throw new InvalidArgumentError(`expected some of ${prunableTables.join(', ')}`)
}
