import { Command } from 'commander'
import { schedule } from '../../jobs/schedule.ts'
import { runHistory } from '../../jobs/runs/run-history.ts'
import { wholeNumberOption } from '../command/option-values.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
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
        const runs = await runHistory(database.db, { job, limit })
        if (runs.length === 0) tellOfNone(job)
        for (const run of runs) {
          process.stdout.write(json ? `${JSON.stringify(run)}\n` : pastRunText(run))
        }
      })
    })
}

/** A job of an earlier version still has its runs; a name that is misspelt has none, and looks like one that never ran. */
function tellOfNone(job: string | undefined): void {
  if (job !== undefined && !schedule.some(({ name }) => name === job)) {
    throw new CommandFailure(`no job is called ${job}: see jobs list`, exitStatuses.usage)
  }
  process.stderr.write(`treeline: no run${job === undefined ? '' : ` of ${job}`} is kept\n`)
}
