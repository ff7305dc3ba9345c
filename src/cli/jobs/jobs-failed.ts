import { Command } from 'commander'
import { type FailedRun, failedRuns } from '../../jobs/failed/failed-runs.ts'
import { harmlessText } from '../../platform/harmless-text.ts'
import { wholeNumberOption } from '../command/option-values.ts'
import { runCommand } from '../command/run-command.ts'
import { failedFilter, type FailedFlags, withFailedOptions } from './failed-options.ts'

type Flags = FailedFlags & { limit: number; json?: boolean }

/** `treeline jobs failed [--queue Q] [--older-than H]`: what failed, and why; those that failed last first. */
export function jobsFailedCommand(): Command {
  const command = new Command('failed').description('show failed work that waits for a decision')
  return withFailedOptions(command)
    .option('--limit <n>', 'of them at most', wholeNumberOption(1, 100_000), 50)
    .option('--json', 'a line of JSON for each, with everything that is known')
    .action(async ({ limit, json = false, ...flags }: Flags) => {
      await runCommand({ name: 'jobs failed' }, async ({ database }) => {
        for (const run of await failedRuns(database.db, failedFilter(flags), limit)) {
          process.stdout.write(json ? `${JSON.stringify(run)}\n` : failedText(run))
        }
      })
    })
}

function failedText({ id, queue, slot, host, failed_at: at, problem }: FailedRun): string {
  const columns = [
    String(id).padStart(6),
    at?.slice(0, 19).concat('Z') ?? '',
    queue.padEnd(16),
    slot === null ? 'by command' : `slot ${slot.slice(0, 19)}Z`,
    `on ${host}`,
  ]
  return `${columns.join('  ')}\n        ${harmlessText(problem ?? '')}\n`
}
