import { Command, Option } from 'commander'
import { harmlessText } from '../../platform/text/harmless-text.ts'
import { verifyRollUp, type Drift } from '../../rollup/verify/verify.ts'
import { countChanges } from '../command/count-changes.ts'
import { wholeNumberOption } from '../command/option-values.ts'
import { exitStatuses } from '../command/failure.ts'
import { runCommand } from '../command/run-command.ts'
import { stepProgress } from '../command/step-progress.ts'
import { tableChangesText } from '../command/table-changes-text.ts'

/** Builds that are compared when nothing else is said: seconds, even on a large database. */
const defaultSample = 1_000

type Flags = { sample: number; all?: true; repair?: boolean }

/** `treeline rollup verify [--sample N | --all] [--repair]`; exit status 1 when something differed. */
export function rollupVerifyCommand(): Command {
  return new Command('verify')
    .description('compare the derived tables with what they should hold')
    .addOption(
      new Option('--sample <n>', 'builds to compare, picked at random')
        .argParser(wholeNumberOption(1, 1_000_000_000))
        .default(defaultSample),
    )
    .addOption(new Option('--all', 'compare everything').conflicts('sample'))
    .option('--repair', 'compute anew what differs')
    .action(async ({ sample, all, repair = false }: Flags) => {
      const needs = {
        name: 'rollup verify',
        statementTimeoutMs: 0,
        audit: repair ? { sample: all ? 'all' : sample, repair } : undefined,
      }
      await runCommand(needs, async (context, record) => {
        using progress = stepProgress(process.stderr)
        const { drift, repaired } = await verifyRollUp(context.database.pool, {
          sample: all ? 'all' : sample,
          repair,
          signal: context.signal,
          onProgress: (step) => progress.show(step),
        })
        progress.clear()
        const looked = all ? 'everything' : `a sample of up to ${sample} builds`
        process.stdout.write(drift.length === 0 ? `no drift in ${looked}\n` : driftText(drift))
        if (drift.length > 0) record.foundWrong()
        if (repaired !== undefined) countChanges(record, repaired)
        if (repaired !== undefined) process.stdout.write(`repaired\n${tableChangesText(repaired)}`)
        process.exitCode = drift.length === 0 ? exitStatuses.done : exitStatuses.incomplete
      })
    })
}

function driftText(drift: readonly Drift[]): string {
  return drift
    .flatMap(({ table, rows, examples }) => [
      `${table}: ${rows} rows differ`,
      ...examples.map(
        ({ key, expected, stored }) =>
          `  ${key}: expected ${expected ?? '(no row)'}, stored ${stored ?? '(no row)'}`,
      ),
    ])
    .map((line) => `${harmlessText(line)}\n`)
    .join('')
}
