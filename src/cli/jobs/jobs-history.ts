import { Command } from 'commander'
import { runHistory } from '../../jobs/runs/run-history.ts'
import { wholeNumberOption } from '../command/option-values.ts'
import { runCommand } from '../command/run-command.ts'
import { pastRunText } from './past-run-text.ts'

type Flags = { job?: string; limit: number; json?: boolean }

/** Runs that are shown when nothing else is said: a screen or two. */
const defaultLimit = 50

/** `treeline jobs history [--job NAME] [--limit N] [--json]`: the newest run first. */
export function jobsHistoryCommand(): Command {
  return new Command('history')
    .description('show what became of runs and slots, the newest first')
    .option('--job <name>', 'of one job')
    .option('--limit <n>', 'runs at most', wholeNumberOption(1, 100_000), defaultLimit)
    .option('--json', 'a line of JSON for each, with everything that is known')
    .action(async ({ job, limit, json = false }: Flags) => {
      await runCommand({ name: 'jobs history' }, async ({ database }) => {
        for (const run of await runHistory(database.db, { job, limit })) {
          process.stdout.write(json ? `${JSON.stringify(run)}\n` : pastRunText(run))
        }
      })
    })
}
